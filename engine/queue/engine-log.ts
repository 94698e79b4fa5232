/** What the engine says about itself; pino fits. */
export interface EngineLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const quietLog: EngineLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
