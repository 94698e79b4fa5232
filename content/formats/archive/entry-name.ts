import { FormatError } from '../format-error.ts'

/**
 * The name of a file in an archive without its folders, which mean nothing; null for what systems leave behind there.
 * Throws FormatError for names that point out of the archive: such a file was made to do harm.
 */
export function safeName(path: string): string | null {
  const parts = path.replaceAll('\\', '/').split('/')
  const absolute = parts[0] === '' || /^[A-Za-z]:$/.test(parts[0] ?? '')
  if (absolute || parts.includes('..') || path.includes('\0')) {
    const message = 'The name leads out of the archive.'
    throw new FormatError('unreadable_file', `The archive is refused: a name in it leads out of it.`, [
      { path: path.replaceAll('\0', '\uFFFD'), message },
    ])
  }
  const name = parts.at(-1) ?? ''
  const left = parts[0] === '__MACOSX' || name.startsWith('.') || name === 'Thumbs.db'
  return name === '' || left ? null : name
}

export function refuseLink(path: string): FormatError {
  const message = 'It is a link; an archive may hold only files.'
  return new FormatError('unreadable_file', 'The archive is refused: it holds a link.', [{ path, message }])
}
