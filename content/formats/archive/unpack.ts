import {
  type ArchiveLimits,
  archiveLimits,
  type PackedFile,
  tooManyBytes,
  unreadableArchive,
} from './archive-limits.ts'
import { unpackTar } from './unpack-tar.ts'
import { unpackZip } from './unpack-zip.ts'

export type Packing = 'zip' | 'tar' | 'none'

/** What the first bytes say. A tar bears its mark in its first header. */
export function packingOf(bytes: Uint8Array): Packing {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 'zip'
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'tar'
  return new TextDecoder('latin1').decode(bytes.subarray(257, 262)) === 'ustar' ? 'tar' : 'none'
}

/**
 * The files of a zip or tar.gz, by their names without folders, in the order of the archive. Refuses names that lead
 * out of it, links, two files of one name, and more than the limits (formats.md 5). Throws FormatError.
 */
export async function unpack(bytes: Uint8Array, limits: ArchiveLimits = archiveLimits): Promise<PackedFile[]> {
  if (bytes.length > limits.bytes) throw tooManyBytes(limits)
  const packing = packingOf(bytes)
  if (packing === 'none') throw unreadableArchive('it is neither a zip nor a tar.gz.')
  const files = packing === 'zip' ? unpackZip(bytes, limits) : await unpackTar(bytes, limits)
  const names = files.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw unreadableArchive(`it holds two files named ${twice}.`)
  return files
}
