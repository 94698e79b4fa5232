import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Lists what was skipped and why, and ends with one line that scripts read. Where several runs make one result,
 * `TOCSIN_TEST_RESULT` names a file for the counts and what failed, and whoever collects them prints both.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    const skipped: string[] = []
    const failed: string[] = unhandledErrors.map((error) => `  outside of tests: ${firstLine(error)}`)
    for (const module of modules) {
      count.failed += module.errors().length
      for (const error of module.errors()) failed.push(`  ${module.relativeModuleId}: ${firstLine(error)}`)
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') count.passed += 1
        else if (result.state === 'failed') {
          count.failed += 1
          failed.push(`  ${module.relativeModuleId} > ${test.fullName}: ${firstLine(result.errors[0])}`)
        } else {
          count.skipped += 1
          const reason = result.state === 'skipped' && result.note ? result.note : 'no reason given'
          skipped.push(`  ${module.relativeModuleId} > ${test.fullName}: ${reason}`)
        }
      }
    }
    if (skipped.length > 0) process.stdout.write(`\nSkipped:\n${skipped.join('\n')}\n`)
    if (process.env.TOCSIN_TEST_RESULT)
      writeFileSync(process.env.TOCSIN_TEST_RESULT, JSON.stringify({ ...count, failures: failed }))
    else process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
  }
}

function firstLine(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return String(message).split('\n', 1)[0] ?? ''
}
