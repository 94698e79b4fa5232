import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'

export type Log = Logger

/** JSON lines on stderr, human-readable on a terminal; secrets never reach a log field. */
export function createLog(config: Pick<Config, 'logLevel'>): Log {
  const options = {
    level: config.logLevel,
    base: undefined,
    redact: ['password', 'authorization', 'cookie', 'secret', '*.password', '*.authorization', '*.cookie', '*.secret'],
  }
  if (process.stderr.isTTY) {
    return pino(options, pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }))
  }
  return pino(options, pino.destination({ dest: 2, sync: false }))
}

export const silentLog: Log = pino({ level: 'silent' })
