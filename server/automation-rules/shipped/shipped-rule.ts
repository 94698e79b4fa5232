import type { BodyOf } from '@tocsin/contracts'
import type { createAutomationRule } from '@tocsin/contracts/automation-rule.ts'

export interface ShippedSource {
  name: string
  description: string
  keyPaths: string[]
  titlePath: string
  timePath: string | null
}

/** `shippedAs` never changes, whatever the rule is called later; `template` is the name of the shipped template it uses. */
export type ShippedRule = BodyOf<typeof createAutomationRule> & { shippedAs: string; template?: string }
