import type { Readable } from 'node:stream'

export interface Capture {
  bytes(): Buffer
  /** True when there was more than was kept. */
  truncated(): boolean
}

/** Keeps the first `limit` bytes of a stream (there is none when nothing could be started); at the first byte above, stops reading for good and says so once. */
export function capture(stream: Readable | null, limit: number, onOverflow: () => void): Capture {
  const chunks: Buffer[] = []
  let kept = 0
  let truncated = false
  stream?.on('data', (chunk: Buffer) => {
    if (truncated) return
    const room = limit - kept
    chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    kept += Math.min(chunk.length, room)
    if (chunk.length <= room) return
    truncated = true
    stream.destroy()
    onOverflow()
  })
  // A broken pipe ends the stream; how the process ended says the rest.
  stream?.on('error', () => undefined)
  return { bytes: () => Buffer.concat(chunks), truncated: () => truncated }
}
