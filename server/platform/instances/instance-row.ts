/** One row of `tocsin.instances`. */
export interface InstanceRow {
  id: string
  slug: string
  name: string
  colour: string
  console: boolean
  schema: string
  role: string
  wrapped_key: Buffer
  provisioned: string | null
  created_at: Date
}

export const instanceColumns = 'id, slug, name, colour, console, schema, role, wrapped_key, provisioned, created_at'
