/** The words of a rich text, with its paragraphs and line breaks, for a plain text area. */
export function plainTextOf(html: string): string {
  const marked = html.replace(/<br\s*\/?>/gi, '\n').replace(/<\/(p|div|li|h[1-6])>\s*(?=<)/gi, '\n\n')
  return (new DOMParser().parseFromString(marked, 'text/html').body.textContent ?? '').trim()
}
