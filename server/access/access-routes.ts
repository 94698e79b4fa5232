import {
  changeUser as changeUserContract,
  createApiKey as createApiKeyContract,
  createUser as createUserContract,
  listApiKeys as listApiKeysContract,
  listProfiles as listProfilesContract,
  listUsers as listUsersContract,
  revokeApiKey as revokeApiKeyContract,
} from '@tocsin/contracts/access.ts'
import {
  changeGroup as changeGroupContract,
  createGroup as createGroupContract,
  deleteGroup as deleteGroupContract,
  listGroups as listGroupsContract,
} from '@tocsin/contracts/group.ts'
import {
  deleteSavedQuery as deleteSavedQueryContract,
  getPreferences as getPreferencesContract,
  listSavedQueries as listSavedQueriesContract,
  saveQuery as saveQueryContract,
  setPreference as setPreferenceContract,
} from '@tocsin/contracts/saved-query.ts'
import {
  changeOwnPassword as changeOwnPasswordContract,
  getSession as getSessionContract,
  signIn as signInContract,
  signOut as signOutContract,
} from '@tocsin/contracts/session.ts'
import { Failure, handles, type Instance, type Route, reads, writes } from '../platform/index.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { changeGroup } from './change-group.ts'
import { changeOwnPassword } from './change-own-password.ts'
import { changeUser } from './change-user.ts'
import { createGroup } from './create-group.ts'
import { createUser } from './create-user.ts'
import { deleteGroup } from './delete-group.ts'
import { describeSession } from './describe-session.ts'
import { listGroupRecords } from './group-store.ts'
import { sessionCookieName } from './identify.ts'
import { getPreferences, setPreference } from './preferences.ts'
import { listProfileRecords } from './profile-store.ts'
import { deleteSavedQuery, listSavedQueries, saveQuery } from './saved-queries.ts'
import { closeSession, SESSION_HOURS } from './session-store.ts'
import { signIn } from './sign-in.ts'
import { listUsers } from './user-list.ts'

/** How the session cookie is set: never readable by scripts, never sent by other sites' forms. */
export function sessionCookie(instance: Instance) {
  return {
    path: `/${instance.slug}`,
    httpOnly: true,
    sameSite: 'lax',
    secure: instance.url().startsWith('https:'),
    maxAge: SESSION_HOURS * 3600,
  } as const
}

export const accessRoutes: Route[] = [
  handles(signInContract, async ({ instance, body, request, reply }) => {
    const { token, info } = await signIn(instance, {
      email: body.email,
      password: body.password,
      remoteAddress: request.ip,
      userAgent: request.headers['user-agent'] ?? null,
    })
    reply.setCookie(sessionCookieName(instance), token, sessionCookie(instance))
    return info
  }),
  reads(getSessionContract, async (tx, { actor }) => {
    if (!actor.sessionHash) throw new Failure('not_signed_in', 'This call is for sessions, not for API keys.')
    return describeSession(tx, actor.sessionHash)
  }),
  writes(signOutContract, async (tx, { actor, instance, reply }) => {
    if (actor.sessionHash) await closeSession(tx, actor.sessionHash)
    reply.clearCookie(sessionCookieName(instance), { path: `/${instance.slug}` })
    return undefined
  }),
  writes(changeOwnPasswordContract, async (tx, { actor, body }) => {
    await changeOwnPassword(tx, actor, body)
    return undefined
  }),
  reads(getPreferencesContract, (tx, { actor }) => getPreferences(tx, actor)),
  writes(setPreferenceContract, (tx, { actor, params, body }) => setPreference(tx, actor, params.name, body.value)),
  reads(listSavedQueriesContract, (tx, { actor, query }) => listSavedQueries(tx, actor, query.list)),
  writes(saveQueryContract, (tx, { actor, body }) => saveQuery(tx, actor, body)),
  writes(deleteSavedQueryContract, async (tx, { actor, params }) => {
    await deleteSavedQuery(tx, actor, params.id)
    return undefined
  }),
  reads(listProfilesContract, async (tx) => ({ items: await listProfileRecords(tx) })),
  reads(listUsersContract, (tx) => listUsers(tx)),
  writes(createUserContract, (tx, { actor, body }) => createUser(tx, actor, { ...body, mustChangePassword: true })),
  writes(changeUserContract, (tx, { actor, params, body }) => changeUser(tx, actor, params.id, body)),
  reads(listGroupsContract, (tx) => listGroupRecords(tx)),
  writes(createGroupContract, (tx, { actor, body }) => createGroup(tx, actor, body)),
  writes(changeGroupContract, (tx, { actor, params, body }) => changeGroup(tx, actor, params.id, body)),
  writes(deleteGroupContract, async (tx, { actor, params }) => {
    await deleteGroup(tx, actor, params.id)
    return undefined
  }),
  reads(listApiKeysContract, (tx) => listApiKeys(tx)),
  writes(createApiKeyContract, (tx, { actor, body }) => createApiKey(tx, actor, body)),
  writes(revokeApiKeyContract, async (tx, { actor, params }) => {
    await revokeApiKey(tx, actor, params.id)
    return undefined
  }),
]
