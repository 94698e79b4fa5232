import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkNode } from './check-node.mjs'
import { installIfNeeded } from './install.mjs'
import { runNode } from './run-command.mjs'

const VITEST = 'node_modules/vitest/vitest.mjs'
const RUN_WITH_POSTGRES = ['--import', 'tsx', 'testkit/postgres/run-with-postgres.ts']

const narrowed = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const results = mkdtempSync(join(tmpdir(), 'tocsin-results-'))
// Tests choose their own databases and directories, never those of a program that this shell is set up for.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('TOCSIN_') || name.startsWith('TOCSIN_TEST_')),
)
process.once('exit', () => rmSync(results, { recursive: true, force: true }))

checkNode()
await installIfNeeded()
if (narrowed.length === 0) await checkSources()
await step('build', ['tools/build.mjs', '--if-stale'])
await test('the embedded PostgreSQL', [VITEST, 'run', ...narrowed], {})
await testOnExternalDatabase()
// Whoever sees only the end of a long output sees what failed.
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.join('\n')}\n`)
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/** What needs no database; two at a time. */
async function checkSources() {
  await Promise.all([
    step('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit']),
    step('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']).then(() =>
      step('boundaries', ['tools/check-boundaries.mjs']),
    ),
  ])
}

/** Shows what a step said only when it failed; a failed step counts as one failed test. */
async function step(name, command) {
  const { code, text } = await runNode(command, { output: 'kept', env: environment })
  process.stdout.write(code === 0 ? `${name}: ok\n` : `${text}\n${name}: failed\n`)
  if (code === 0) return
  total.failed += 1
  failures.push(`  ${name}`)
}

/** The same tests of *.db.test.ts over TCP and a password, as with a PostgreSQL that somebody else runs. */
async function testOnExternalDatabase() {
  const variables = ['--env', 'TOCSIN_TEST_DATABASE_URL', '--env', 'TOCSIN_DATABASE_URL']
  const vitest = [process.execPath, VITEST, 'run', '--passWithNoTests', ...narrowed]
  const command = [...RUN_WITH_POSTGRES, '--tcp', ...variables, '--', ...vitest]
  await test('an external PostgreSQL', command, { TOCSIN_TEST_ONLY_DATABASE: '1' })
}

async function test(where, command, variables) {
  const file = join(results, `${where.replaceAll(' ', '-')}.json`)
  process.stdout.write(`\nTests on ${where}\n`)
  const { code } = await runNode(command, { env: { ...environment, ...variables, TOCSIN_TEST_RESULT: file } })
  const counts = readCounts(file)
  for (const key of Object.keys(total)) total[key] += counts[key]
  failures.push(...counts.failures.map((failure) => `  ${where}:${failure}`))
  if (code === 0 || counts.failed > 0) return
  total.failed += 1
  failures.push(`  ${where}: the run ended with ${code} and without a failed test.`)
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] }
  }
}
