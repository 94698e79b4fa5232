import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam } from './lists.ts'

/** What a pattern can hold beside fixed text (LBL-02, LBL-03). */
export const labelTokens = {
  '[=DAY]': 'Day',
  '[=MONTH]': 'Month',
  '[=YEAR]': 'Year',
  '[=ROMANMONTH]': 'Roman numeral month',
  '[=COUNTER]': 'Counter from 1',
  '[=COUNTERFROM:100]': 'Counter from 100',
  '[=COUNTERYEAR]': 'Counter that starts with each year',
  '[=COUNTERDAY]': 'Counter that starts with each day',
  '[=RANDOM6]': 'Random six-digit number',
} as const

export const label = z.object({
  id: z.string(),
  /** Not part of the result. */
  name: z.string(),
  description: z.string(),
  /** Fixed text with tokens: `INC-[=YEAR]-[=COUNTERYEAR]`. */
  pattern: z.string(),
  /** Taken when neither template nor caller names one. */
  isDefault: z.boolean(),
  shipped: z.boolean(),
  /** What the next incident would be called, by the counters of this moment (LBL-07). */
  preview: z.string(),
  version: z.number().int(),
})
export type Label = z.infer<typeof label>

const name = z.string().trim().min(1).max(255)
const pattern = z.string().trim().min(1).max(200)

export const listLabels = endpoint({
  name: 'listLabels',
  method: 'GET',
  path: '/labels',
  summary: 'Patterns that name incidents (LBL-01)',
  capability: 'signed-in',
  response: z.object({ items: z.array(label) }),
})

export const createLabel = endpoint({
  name: 'createLabel',
  method: 'POST',
  path: '/labels',
  summary: 'Add a label',
  capability: 'label.configure',
  body: z.object({
    name,
    pattern,
    description: z.string().max(4000).optional(),
    isDefault: z.literal(true).optional(),
  }),
  status: 201,
  response: label,
  errors: ['name_taken'],
})

export const changeLabel = endpoint({
  name: 'changeLabel',
  method: 'PATCH',
  path: '/labels/{id}',
  summary: 'Change a label; incidents keep the name they have',
  capability: 'label.configure',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: name.optional(),
    pattern: pattern.optional(),
    description: z.string().max(4000).optional(),
    isDefault: z.literal(true).optional(),
  }),
  response: label,
  errors: ['not_found', 'name_taken', 'stale_version'],
})

export const deleteLabel = endpoint({
  name: 'deleteLabel',
  method: 'DELETE',
  path: '/labels/{id}',
  summary: 'Delete a label that no template uses; the default one stays',
  capability: 'label.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'in_use', 'wrong_state'],
})

export const previewLabel = endpoint({
  name: 'previewLabel',
  method: 'POST',
  path: '/labels/preview',
  summary: 'What a pattern would give now (LBL-07)',
  capability: 'label.configure',
  body: z.object({ pattern }),
  response: z.object({ preview: z.string() }),
})
