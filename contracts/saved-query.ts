import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, json, moment } from './lists.ts'

/** A search that somebody keeps: a chip above the list, seen by him alone (RUN-02, INC-25). */
export const savedQuery = z.object({ id: z.string(), name: z.string(), query: z.string(), createdAt: moment })
export type SavedQuery = z.infer<typeof savedQuery>

const list = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'must be the name of a list, such as runs')

export const listSavedQueries = endpoint({
  name: 'listSavedQueries',
  method: 'GET',
  path: '/saved-queries',
  summary: 'My saved queries of one list, oldest first (RUN-02)',
  capability: 'signed-in',
  query: z.object({ list }),
  response: z.object({ items: z.array(savedQuery) }),
})

export const saveQuery = endpoint({
  name: 'saveQuery',
  method: 'POST',
  path: '/saved-queries',
  summary: 'Save a query under a name; one of the same name is replaced (RUN-02)',
  capability: 'signed-in',
  body: z.object({ list, name: z.string().trim().min(1).max(60), query: z.string().trim().min(1).max(4000) }),
  status: 201,
  response: savedQuery,
  errors: ['wrong_state', 'limit_reached'],
})

export const deleteSavedQuery = endpoint({
  name: 'deleteSavedQuery',
  method: 'DELETE',
  path: '/saved-queries/{id}',
  summary: 'Forget one of my saved queries',
  capability: 'signed-in',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

/** How somebody likes a screen, remembered with his account: the view of runs, for one (IPB-04). */
export const getPreferences = endpoint({
  name: 'getPreferences',
  method: 'GET',
  path: '/preferences',
  summary: 'My preferences by name; empty for API keys (IPB-04)',
  capability: 'signed-in',
  response: z.object({ preferences: z.record(z.string(), json) }),
})

export const setPreference = endpoint({
  name: 'setPreference',
  method: 'PUT',
  path: '/preferences/{name}',
  summary: 'Remember one preference of mine; null forgets it (IPB-04)',
  capability: 'signed-in',
  params: z.object({ name: z.string().regex(/^[a-z][a-z0-9/-]{0,59}$/) }),
  body: z.object({ value: json }),
  response: z.object({ preferences: z.record(z.string(), json) }),
  errors: ['wrong_state', 'too_large'],
})
