import { type ParseArgsConfig, parseArgs } from 'node:util'

/** One command of the command line. */
export interface Command {
  name: string
  usage: string
  summary: string
  run(args: string[]): Promise<void>
}

/** The call's words are off. */
export class UsageError extends Error {}

/** Parses options; unknown ones are a usage error instead of being ignored. */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Prints the machine's form with `--json`, else the person's. */
export function print(asJson: boolean | undefined, value: unknown, text: string): void {
  process.stdout.write(asJson ? `${JSON.stringify(value)}\n` : `${text}\n`)
}
