import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ReceivedAlerts } from '@tocsin/contracts/alert.ts'
import { type ReadAlerts, readAlertStream, receiveAlerts } from '../../alerts/index.ts'
import { Failure } from '../../platform/failure.ts'
import type { Instance } from '../../platform/instance.ts'
import { type Command, print, readArguments, UsageError } from './command.ts'
import { withDeployment } from './with-deployment.ts'

const SHOWN = 20

export const ingestCommand: Command = {
  name: 'ingest',
  usage: 'ingest <file or -> --instance <slug> --source <name>',
  summary: 'Take alerts from a JSON or NDJSON file of any size',
  async run(args) {
    const { values, positionals } = readArguments(args, {
      instance: { type: 'string' },
      source: { type: 'string' },
      json: { type: 'boolean' },
    })
    const [file] = positionals
    const { instance: slug, source } = values
    if (!file || !slug || !source) throw new UsageError('A file or -, --instance and --source are needed.')
    const input = await open(file)
    await withDeployment(async (deployment) => {
      const instance = await deployment.instances.find(slug)
      if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
      const taken = await ingest(instance, source, readAlertStream(input))
      if (taken.received === 0) throw nothingRead(file, taken)
      print(values.json, { instance: slug, source, ...taken }, describe(taken))
    })
  },
}

async function open(file: string): Promise<AsyncIterable<Buffer>> {
  if (file === '-') return process.stdin
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('unreadable_file', `${file} cannot be read (${error.code}).`)
  })
  if (!found.isFile()) throw new Failure('unreadable_file', `${file} is not a file.`)
  return createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })
}

/** Batch after batch, each durable before the next is read: a cut leaves what was counted, and a repetition is harmless. */
async function ingest(instance: Instance, source: string, batches: AsyncIterable<ReadAlerts>): Promise<ReceivedAlerts> {
  const sum: ReceivedAlerts = { received: 0, duplicates: 0, malformed: [], malformedCount: 0 }
  for await (const batch of batches) {
    if (batch.alerts.length > 0) {
      const taken = await instance.database.write((tx) =>
        receiveAlerts(tx, source, { alerts: batch.alerts, malformed: [] }),
      )
      sum.received += taken.received
      sum.duplicates += taken.duplicates
    }
    sum.malformedCount += batch.malformed.length
    sum.malformed.push(...batch.malformed.slice(0, 100 - sum.malformed.length))
  }
  return sum
}

function nothingRead(file: string, { malformed, malformedCount }: ReceivedAlerts): Failure {
  const [first] = malformed
  const why = first ? `line ${first.line} ${first.message} (${malformedCount} such lines)` : 'it is empty'
  return new Failure(
    'unreadable_file',
    `No alert could be read from ${file === '-' ? 'standard input' : file}: ${why}.`,
  )
}

function describe({ received, duplicates, malformed, malformedCount }: ReceivedAlerts): string {
  const lines = malformed.slice(0, SHOWN).map((each) => `  line ${each.line} ${each.message}`)
  const more = malformedCount > lines.length ? [`  … and ${malformedCount - lines.length} more`] : []
  const sentence = `${received} alerts taken, ${duplicates} of them known already.`
  return malformedCount === 0
    ? sentence
    : [sentence, `${malformedCount} lines could not be read:`, ...lines, ...more].join('\n')
}
