import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { FormatError } from '../format-error.ts'
import { type ArchiveLimits, type PackedFile, tooManyBytes, tooManyFiles, unreadableArchive } from './archive-limits.ts'
import { refuseLink, safeName } from './entry-name.ts'

/** Headers and padding of the files that are allowed, beside their content. */
const overhead = 4 * 1024 * 1024

/** Reads a tar, gzip-compressed or not. Limits hold while it streams: a bomb is stopped before it is unpacked. */
export async function unpackTar(bytes: Uint8Array, limits: ArchiveLimits): Promise<PackedFile[]> {
  const gunzip = bytes[0] === 0x1f && bytes[1] === 0x8b ? [createGunzip()] : []
  const entries = extract()
  const unpacking = pipeline([Readable.from(slices(bytes)), ...gunzip, countedUpTo(limits), entries])
  const [files, piped] = await Promise.allSettled([collect(entries, limits), unpacking])
  // Whichever broke first ended the other; our own refusals say more than what the stream says about them.
  const reasons = [files, piped].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  const refusal = reasons.find((reason) => reason instanceof FormatError)
  if (refusal) throw refusal
  if (files.status === 'rejected' || reasons.length > 0) throw unreadableArchive(describe(reasons[0]))
  return files.value
}

async function collect(entries: ReturnType<typeof extract>, limits: ArchiveLimits): Promise<PackedFile[]> {
  const files: PackedFile[] = []
  let seen = 0
  for await (const entry of entries) {
    const { name: path, type, size = 0 } = entry.header
    seen += 1
    if (seen > limits.files) throw tooManyFiles(limits)
    if (type === 'symlink' || type === 'link') throw refuseLink(path)
    const name = safeName(path)
    if (size > limits.bytes) throw tooManyBytes(limits)
    const chunks: Uint8Array[] = []
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk)
    const content = new Uint8Array(Buffer.concat(chunks))
    if (name !== null && (type === 'file' || type === 'contiguous-file')) files.push({ name, content })
  }
  return files
}

function countedUpTo(limits: ArchiveLimits): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.length
      if (bytes > limits.bytes + overhead) done(tooManyBytes(limits))
      else done(null, chunk)
    },
  })
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

function describe(reason: unknown): string {
  return reason instanceof Error ? `${reason.message}.` : 'it is damaged.'
}
