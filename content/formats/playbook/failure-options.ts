import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'
import type { Conversion } from './conversion.ts'
import { type ExchangeStep, stepName } from './exchange-playbook.ts'
import type { GraphFailureOptions } from './graph-document.ts'

type Failing = Extract<ExchangeStep, { x_options: JsonRecord }>

/** What the file says about failures of a step in our own key; what is out of its limits is left out with a warning. */
export function readFailureOptions(step: Failing, conversion: Conversion): GraphFailureOptions {
  const { timeoutSeconds = null, retry = null, failureExit = false } = step.x_options
  const refuse = (key: string, should: string) => {
    conversion.warnings.push(`${conversion.playbook}: "${key}" of "${stepName(step)}" should be ${should}.`)
    return null
  }
  return {
    timeoutSeconds:
      timeoutSeconds === null || isWithin(timeoutSeconds, Number.MIN_VALUE, Number.MAX_VALUE)
        ? timeoutSeconds
        : refuse('timeoutSeconds', 'a number of seconds above 0'),
    retry: retry === null ? null : (readRetry(retry) ?? refuse('retry', '{ times, delaySeconds, factor }')),
    failureExit: failureExit === true,
  }
}

function readRetry(retry: unknown): GraphFailureOptions['retry'] {
  const { times, delaySeconds, factor = 2 } = Object(retry)
  const fits =
    isWithin(times, 1, 20) && Number.isInteger(times) && isWithin(delaySeconds, 0, 86_400) && isWithin(factor, 1, 10)
  return fits ? { times, delaySeconds, factor } : null
}

/** A number between two limits, both included. */
export function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}

/** The key that says how a step differs from leaving failures aside; empty for a step that does not. */
export function writeFailureOptions({ timeoutSeconds, retry, failureExit }: GraphFailureOptions): JsonRecord {
  const options = {
    ...(timeoutSeconds === null ? {} : { timeoutSeconds }),
    ...(retry === null ? {} : { retry: { ...retry } }),
    ...(failureExit ? { failureExit } : {}),
  }
  return isJsonObject(options) ? options : {}
}

/** Exits of a step that may have one for failures. */
export function exitsOf({ failureExit }: GraphFailureOptions): string[] {
  return failureExit ? ['out', 'failure'] : ['out']
}
