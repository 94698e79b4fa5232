/**
 * Arrays as PostgreSQL sends them itself: no quoting here and no unquoting there, which is what a group of appends
 * spends most of its time on otherwise. https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES
 */
const OIDS = { bool: 16, int8: 20, int4: 23, text: 25, json: 114, timestamptz: 1184, uuid: 2950 } as const
const HEADER = 20
/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH = 946_684_800_000

/** `uuid[]` of texts with or without hyphens. */
export function uuids(values: readonly (string | null)[]): Buffer {
  return fixed('uuid', 16, values, (buffer, value, at) => buffer.write(value.replaceAll('-', ''), at, 16, 'hex'))
}

/** `int4[]` */
export function integers(values: readonly number[]): Buffer {
  return fixed('int4', 4, values, (buffer, value, at) => buffer.writeInt32BE(value, at))
}

/** `int8[]` of whole numbers that a double holds exactly. */
export function longs(values: readonly (number | null)[]): Buffer {
  return fixed('int8', 8, values, (buffer, value, at) => buffer.writeBigInt64BE(BigInt(value), at))
}

/** `bool[]` */
export function flags(values: readonly boolean[]): Buffer {
  return fixed('bool', 1, values, (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at))
}

/** `timestamptz[]`, to the millisecond. */
export function moments(values: readonly (Date | null)[]): Buffer {
  return fixed('timestamptz', 8, values, (buffer, value, at) =>
    buffer.writeBigInt64BE(BigInt(value.getTime() - EPOCH) * 1000n, at),
  )
}

/** `text[]`; PostgreSQL has no character 0, so it is left out. */
export function texts(values: readonly (string | null)[]): Buffer {
  return variable(
    'text',
    values.map((value) => value?.replaceAll('\0', '') ?? null),
  )
}

/** `json[]` of JSON texts. */
export function documents(values: readonly (string | null)[]): Buffer {
  return variable('json', values)
}

function fixed<T>(
  type: keyof typeof OIDS,
  size: number,
  values: readonly (T | null)[],
  write: (buffer: Buffer, value: T, at: number) => void,
): Buffer {
  const missing = values.filter((value) => value === null).length
  const buffer = begin(type, values.length, 4 * values.length + size * (values.length - missing), missing > 0)
  let at = HEADER
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? -1 : size, at)
    if (value === null) continue
    write(buffer, value, at)
    at += size
  }
  return buffer
}

function variable(type: keyof typeof OIDS, values: readonly (string | null)[]): Buffer {
  let bytes = 0
  for (const value of values) bytes += 4 + (value === null ? 0 : Buffer.byteLength(value))
  const buffer = begin(type, values.length, bytes, values.includes(null))
  let at = HEADER
  for (const value of values) {
    const length = value === null ? -1 : buffer.write(value, at + 4, 'utf8')
    at = buffer.writeInt32BE(length, at) + Math.max(0, length)
  }
  return buffer
}

function begin(type: keyof typeof OIDS, count: number, bytes: number, nulls: boolean): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER + bytes)
  const dimensions = [1, nulls ? 1 : 0, OIDS[type], count, 1]
  for (const [index, value] of dimensions.entries()) buffer.writeInt32BE(value, index * 4)
  return buffer
}
