import type { CustomField } from '@tocsin/contracts/custom-field.ts'
import type { ReactNode } from 'react'

/** A column that another room adds to the table of own fields, such as the console's Synchronized icon (MSSP-41). */
export interface FieldColumn {
  key: string
  label: string
  width: number
  cell: (field: CustomField) => ReactNode
}
