import { isJsonObject } from '../../canonical/canonical-json.ts'
import { FormatError } from '../format-error.ts'
import { parseJson, partOf } from '../yaml/json-source.ts'
import { Findings, RecordReader } from '../yaml/record-reader.ts'
import type { ExchangePlaybook } from './exchange-playbook.ts'
import { playbookFrom } from './read-playbook.ts'
import { unpackJson } from './unpack-json.ts'

/** What a PUT body asks for (formats.md 6.5). */
export interface PlaybookChange {
  /** Of keys that are not in `given` it holds what stands for nothing. */
  playbook: ExchangePlaybook
  /** The keys of the body that say something; what is absent or null is to stay as it is. */
  given: ReadonlySet<string>
  /** The graph is meant as a draft, not for publishing. */
  isDraft: boolean
  warnings: string[]
}

/** Reads a PUT body: one object, of which only the name is needed. Throws FormatError with line and path. */
export function readPlaybookChange(body: string | Uint8Array): PlaybookChange {
  const parsed = parseJson(body)
  if (!isJsonObject(parsed.value)) {
    const message = 'The body should be one playbook: an object with "name" and what is to change.'
    throw new FormatError('unreadable_file', message, [{ line: 1, column: 1, message }])
  }
  const source = partOf(parsed, [], unpackJson(parsed.value))
  const { playbook, warnings } = playbookFrom(source, '', true)
  const flags = new RecordReader(parsed, new Findings(parsed), [], parsed.value)
  return {
    playbook,
    given: new Set(Object.keys(parsed.value).filter((key) => flags.has(key))),
    isDraft: flags.flag('draft', false) || !flags.flag('is_published', true),
    warnings,
  }
}
