import pg from 'pg'

/**
 * What `send` gives a pipelining client to send leaves in one piece, and comes back in one round trip. Each piece
 * costs a call of the operating system at both ends, which is more than most statements do.
 */
export function sendTogether<T>(client: pg.ClientBase, send: () => T): T {
  const stream = 'connection' in client && client.connection instanceof pg.Connection ? client.connection.stream : null
  stream?.cork()
  try {
    return send()
  } finally {
    stream?.uncork()
  }
}
