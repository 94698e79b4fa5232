import { Failure } from './platform/failure.ts'
import { UsageError } from './roles/commands/command.ts'
import { commands } from './roles/commands/index.ts'

/** Exit code of a command that was called wrongly, as shells have it. */
const USAGE = 2

async function run(argv: string[]): Promise<number> {
  const [name = 'help', ...rest] = argv
  const command = commands.find((each) => each.name === name)
  if (!command) {
    const list = commands.map((each) => `  tocsin ${each.usage.padEnd(58)} ${each.summary}`).join('\n')
    const asked = name === 'help' || name === '--help'
    ;(asked ? process.stdout : process.stderr).write(
      `${asked ? '' : `There is no command "${name}".\n`}Commands:\n${list}\n`,
    )
    return asked ? 0 : USAGE
  }
  try {
    await command.run(rest)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`tocsin: ${error.message}\nUsage: tocsin ${command.usage}\n`)
      return USAGE
    }
    if (error instanceof Failure) {
      const message = error.message
      process.stderr.write(
        rest.includes('--json') ? `${JSON.stringify({ code: error.code, message })}\n` : `tocsin: ${message}\n`,
      )
      return 1
    }
    throw error
  }
}

process.exitCode = await run(process.argv.slice(2))
// What a failed command left open must not keep the process: whoever watches it would wait for ever.
setTimeout(() => process.exit(), 3_000).unref()
