import type { ServerModule } from '../platform/index.ts'
import { accessRoutes } from './access-routes.ts'
import { provisionProfiles } from './profile-store.ts'
import './tables.ts'

/**
 * Owns users, groups, sessions, API keys and profiles. Announces LoginSucceeded, LoginFailed, UserCreated, UserUpdated, GroupCreated, GroupUpdated,
 * GroupDeleted, ApiKeyCreated.
 */
export const access: ServerModule = { name: 'access', routes: accessRoutes, provision: provisionProfiles }

export { sessionCookie } from './access-routes.ts'
export { actorOfUser, listUserActors } from './actor-of-user.ts'
export { createApiKey } from './api-keys.ts'
export { changeUser } from './change-user.ts'
export { createUser } from './create-user.ts'
export { refuseMoreThanOwn } from './grant-limit.ts'
export { findGroup, getGroup } from './group-store.ts'
export { identify, identifyProgram, sessionCookieName } from './identify.ts'
export { oneTimePassword } from './password.ts'
export { getProfileByName, listProfileRecords, type ProfileRecord } from './profile-store.ts'
export { heldProfiles } from './rights.ts'
export { openSession } from './session-store.ts'
export { getUser, listUsers } from './user-list.ts'
