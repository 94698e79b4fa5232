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

declare module '../../platform/database/tables.ts' {
  interface Tables {
    answer_links: AnswerLinkTable
  }
}
