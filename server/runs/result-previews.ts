import type { ResultPreview } from '@tocsin/contracts/run.ts'
import { evaluatePath, parsePath } from '@tocsin/engine/values/index.ts'

/** Paths of previews as an action declares them, or `rawOutput` for the whole. */
export interface PreviewPaths {
  html: string | null
  url: string | null
  png: string | null
  jpg: string | null
}

/** Of lists; beyond, the JSON of the result holds the rest. */
const MOST_SHOWN = 20

/**
 * The values of a result that its action declares as HTML, address or picture (IPB-11). Only http(s) addresses and
 * what is Base64 pass, so that nothing in a result decides how it is loaded.
 */
export function resultPreviews(paths: PreviewPaths, output: unknown): ResultPreview[] {
  const kinds = [
    ['html', paths.html, (text: string) => (text.trim() === '' ? null : text)],
    ['link', paths.url, httpAddress],
    ['png', paths.png, base64],
    ['jpg', paths.jpg, base64],
  ] as const
  return kinds.flatMap(([kind, path, read]) =>
    textsAt(path, output).flatMap((text) => {
      const value = read(text)
      return value === null ? [] : [{ kind, value }]
    }),
  )
}

function textsAt(path: string | null, output: unknown): string[] {
  if (path === null || path.trim() === '') return []
  const found = path.trim() === 'rawOutput' ? wholeText(output) : valueAt(path, output)
  return [found]
    .flat(4)
    .filter((each): each is string => typeof each === 'string')
    .slice(0, MOST_SHOWN)
}

function wholeText(output: unknown): unknown {
  return typeof output === 'string' ? output : null
}

/** A path that cannot be read shows nothing: the action was performed all the same. */
function valueAt(path: string, output: unknown): unknown {
  try {
    return evaluatePath(parsePath(path), output)
  } catch {
    return null
  }
}

function httpAddress(text: string): string | null {
  const parsed = URL.canParse(text) ? new URL(text) : null
  return parsed && (parsed.protocol === 'http:' || parsed.protocol === 'https:') ? parsed.href : null
}

/** With or without the head of a data URI. */
function base64(text: string): string | null {
  const bare = text.replace(/^data:image\/[a-z+.-]+;base64,/i, '').replaceAll(/\s/g, '')
  return bare !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? bare : null
}
