import { createProcessRunner, type ProcessRunner } from '@tocsin/action-runner'

/** The process runner of this machine, for the tests of packs. */
export function createPackRunner(): Promise<ProcessRunner> {
  return createProcessRunner({ concurrency: 4 })
}
