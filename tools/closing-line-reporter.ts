import type { Reporter, TestModule } from 'vitest/node'

/** Lists what was skipped and why, and ends with one line that scripts read. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    const skipped: string[] = []
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') count.passed += 1
        else if (result.state === 'failed') count.failed += 1
        else {
          count.skipped += 1
          const reason = result.state === 'skipped' && result.note ? result.note : 'no reason given'
          skipped.push(`  ${module.relativeModuleId} > ${test.fullName}: ${reason}`)
        }
      }
    }
    const list = skipped.length > 0 ? `\nSkipped:\n${skipped.join('\n')}\n` : ''
    process.stdout.write(`${list}\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
  }
}
