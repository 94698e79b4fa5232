import { parseTemplate } from '@tocsin/engine/values/index.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Plain text with placeholders as the HTML of a question: signs escaped, line breaks kept, placeholders untouched. */
export function htmlOfPlain(text: string): string {
  const parts = parseTemplate(text).filter((part) => part.kind !== 'text')
  let html = ''
  let at = 0
  for (const { start, end } of parts) {
    html += escaped(text.slice(at, start)) + text.slice(start, end)
    at = end
  }
  return html + escaped(text.slice(at))
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign).replaceAll('\n', '<br>\n')
}

/** The plain text that a question was typed as; null where it holds other HTML and must be edited as such (PLC-05). */
export function plainOfHtml(html: string): string | null {
  const text = html
    .replace(/<br\s*\/?>\n?/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return htmlOfPlain(text) === html ? text : null
}
