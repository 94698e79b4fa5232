import { crc32, inflateRawSync } from 'node:zlib'
import { type ArchiveLimits, type PackedFile, tooManyBytes, tooManyFiles, unreadableArchive } from './archive-limits.ts'
import { refuseLink, safeName } from './entry-name.ts'

/** One file as the directory at the end of a zip describes it. */
interface ZipEntry {
  path: string
  method: number
  encrypted: boolean
  link: boolean
  crc: number
  packedSize: number
  size: number
  offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endLength = 22
const longestComment = 0xffff

/**
 * Reads a zip by its directory. Sizes are checked before anything is unpacked, and no file may unpack to more than its
 * directory says. Stored and deflated files; encrypted ones and zip64 are refused.
 */
export function unpackZip(bytes: Uint8Array, limits: ArchiveLimits): PackedFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const entries = readDirectory(view, bytes, limits)
    if (entries.reduce((sum, { size }) => sum + size, 0) > limits.bytes) throw tooManyBytes(limits)
    return entries.flatMap((entry) => {
      if (entry.link) throw refuseLink(entry.path)
      const name = safeName(entry.path)
      return name === null ? [] : [{ name, content: unpackEntry(view, bytes, entry) }]
    })
  } catch (error) {
    // A number in the directory led beyond the end of the file.
    if (error instanceof RangeError) throw unreadableArchive('it is cut off or damaged.')
    throw error
  }
}

function readDirectory(view: DataView, bytes: Uint8Array, limits: ArchiveLimits): ZipEntry[] {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count === 0xffff) throw unreadableArchive('it is a zip64 archive; pack it again as a usual zip or as tar.gz.')
  if (count > limits.files) throw tooManyFiles(limits)
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: count }, () => {
    if (view.getUint32(at, true) !== entrySignature) throw unreadableArchive('its directory is damaged.')
    const nameLength = view.getUint16(at + 28, true)
    const flags = view.getUint16(at + 8, true)
    const unixMode = view.getUint32(at + 38, true) >>> 16
    const entry = {
      path: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      link: (unixMode & 0o170000) === 0o120000,
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    return entry
  })
}

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - endLength - longestComment)
  for (let at = view.byteLength - endLength; at >= earliest; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  throw unreadableArchive('it has no directory; it is cut off or not a zip.')
}

function unpackEntry(view: DataView, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.encrypted) throw unreadableArchive(`${entry.path} is encrypted.`)
  if (view.getUint32(entry.offset, true) !== localSignature) throw unreadableArchive(`${entry.path} is damaged.`)
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packedSize)
  const content = entry.method === 0 ? new Uint8Array(packed) : inflate(packed, entry)
  if (content.length !== entry.size || crc32(content) !== entry.crc)
    throw unreadableArchive(`${entry.path} is damaged.`)
  return content
}

function inflate(packed: Uint8Array, { path, method, size }: ZipEntry): Uint8Array {
  if (method !== 8) throw unreadableArchive(`${path} is packed by method ${method}; pack it again as a usual zip.`)
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }))
  } catch {
    throw unreadableArchive(`${path} is damaged or larger than its directory says.`)
  }
}
