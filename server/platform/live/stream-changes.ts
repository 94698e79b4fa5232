import { streamChanges } from '@tocsin/contracts'
import { handles } from '../http/route.ts'

const HEARTBEAT_MS = 20_000
/** A browser that does not read is cut off rather than remembered without bound. */
const MAX_WAITING_BYTES = 1024 * 1024

/** Server-sent events of one instance to one browser. */
export const streamChangesRoute = handles(streamChanges, async ({ instance, request, reply }) => {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 2000\n\n')
  const send = (text: string) => {
    if (raw.writableLength > MAX_WAITING_BYTES) raw.destroy()
    else raw.write(text)
  }
  const unsubscribe = instance.live.subscribe((change) => send(`data: ${JSON.stringify(change)}\n\n`))
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
  await new Promise<void>((resolve) => {
    request.raw.once('close', resolve)
    raw.once('close', resolve)
    // It may have left while it was being identified; then no close comes any more.
    if (raw.destroyed) resolve()
  })
  clearInterval(heartbeat)
  unsubscribe()
  raw.end()
  return { resource: '', id: '' }
})
