import type { Stamp } from '../../platform/index.ts'

export interface AnswerLinkTable {
  id: string
  run_id: string
  wait: string
  node_id: string
  user_id: string
  answer: string
  created_at: Stamp
  used_at: Date | null
}

/** Runs of a playbook that ended with errors within an hour. */
export interface ErrorMailTable {
  playbook_id: string
  hour: Date
  told: number
  kept: number
  last_run: string
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    answer_links: AnswerLinkTable
    error_mails: ErrorMailTable
  }
}
