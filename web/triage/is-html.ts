/** Rules fill the description from rich text, people and scripts from plain text; this tells which it is. */
export function isHtml(text: string): boolean {
  return /<(p|div|ul|ol|table|h\d|br|pre|b|strong)\b/i.test(text)
}
