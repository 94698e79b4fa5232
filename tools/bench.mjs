import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { checkNode } from './check-node.mjs'
import { installIfNeeded } from './install.mjs'
import { root, runNode } from './run-command.mjs'

const [name, ...args] = process.argv.slice(2)
const names = readdirSync(join(root, 'bench'))
  .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'index.ts')
  .map((file) => file.slice(0, -'.ts'.length))

checkNode()
if (!names.includes(name ?? '')) {
  process.stderr.write(
    `Usage: npm run bench -- <name> [--json] [--quick]. ${names.length > 0 ? `Names: ${names.join(', ')}` : 'There is none yet'}.\n`,
  )
  process.exit(2)
}
await installIfNeeded()
// The engine is measured as the program itself, over HTTP.
if (name === 'engine' && !(await buildIfStale())) process.exit(1)
const tsx = [process.execPath, '--import', 'tsx']
const options = ['--durable', '--env', 'TOCSIN_BENCH_DATABASE_URL']
const { code } = await runNode([
  ...['--import', 'tsx', 'testkit/postgres/run-with-postgres.ts', ...options, '--'],
  ...[...tsx, join('bench', `${name}.ts`), ...args],
])
process.exitCode = code
