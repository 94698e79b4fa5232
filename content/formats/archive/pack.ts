import { createGzip } from 'node:zlib'
import { zipSync } from 'fflate'
import { pack } from 'tar-stream'
import type { PackedFile } from './archive-limits.ts'

/** The moment that packed files bear, so that the same content gives the same bytes. */
const moment = new Date(Date.UTC(2000, 0, 1))

/** A flat gzip-compressed tar (formats.md 5). */
export async function packTarGz(files: readonly PackedFile[]): Promise<Uint8Array> {
  const tar = pack()
  for (const { name, content } of files) tar.entry({ name, mtime: moment, mode: 0o644 }, Buffer.from(content))
  tar.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of tar.pipe(createGzip())) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/** A flat zip. */
export function packZip(files: readonly PackedFile[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, content }) => [name, content])), { mtime: moment })
}
