import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const currentUser = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  profile: z.string(),
  capabilities: z.array(z.string()),
  mustChangePassword: z.boolean(),
  /** Set while MSSP staff are signed in through Connect (FLT-22). */
  signedInFrom: z.string().nullable(),
})

export const currentInstance = z.object({
  slug: z.string(),
  name: z.string(),
  /** Stripe colour that tells instances apart. */
  colour: z.string(),
  /** True where this instance has the MSSP console. */
  console: z.boolean(),
})

export const sessionInfo = z.object({ user: currentUser, instance: currentInstance })
export type SessionInfo = z.infer<typeof sessionInfo>

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/session',
  summary: 'Sign in with e-mail and password; sets the session cookie',
  capability: 'public',
  body: z.object({
    email: z.string().min(1).max(320),
    password: z.string().min(1).max(1000),
    totp: z.string().optional(),
  }),
  response: sessionInfo,
  errors: ['wrong_credentials', 'locked_out'],
})

export const getSession = endpoint({
  name: 'getSession',
  method: 'GET',
  path: '/session',
  summary: 'Who am I, and in which instance',
  capability: 'signed-in',
  response: sessionInfo,
})

export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/session',
  summary: 'End this session',
  capability: 'signed-in',
  status: 204,
  response: z.undefined(),
})

export const changeOwnPassword = endpoint({
  name: 'changeOwnPassword',
  method: 'POST',
  path: '/session/password',
  summary: 'Change my own password',
  capability: 'signed-in',
  body: z.object({ current: z.string(), next: z.string().min(12).max(1000) }),
  status: 204,
  response: z.undefined(),
  errors: ['wrong_credentials'],
})
