import type { Command } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { ingestCommand } from './ingest.ts'
import { instanceCommand } from './instance.ts'
import { migrateCommand } from './migrate.ts'
import { serveCommand } from './serve.ts'

export const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  instanceCommand,
  ingestCommand,
  doctorCommand,
]
