export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character)
}

export interface MailText {
  title: string
  /** Plain paragraphs above and below what the mail is about. */
  before: string[]
  /** HTML that was cleaned already. */
  html?: string
  links: { label: string; url: string }[]
  after: string[]
}

const font = 'font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#1c2430'
const button =
  'display:inline-block;padding:8px 16px;margin:0 8px 8px 0;border:1px solid #2f6fc4;border-radius:4px;color:#2f6fc4;text-decoration:none'

/** The same mail as text and as HTML that the usual mail programs show alike: no pictures, nothing loaded. */
export function layOut({ title, before, html, links, after }: MailText): { text: string; html: string } {
  const paragraph = (text: string) => `<p style="${font}">${escapeHtml(text)}</p>`
  const parts = [
    `<h2 style="${font};font-size:18px;font-weight:bold">${escapeHtml(title)}</h2>`,
    ...before.map(paragraph),
    ...(html ? [`<div style="${font};border-left:3px solid #c9d3df;padding-left:12px">${html}</div>`] : []),
    `<p>${links.map(({ label, url }) => `<a href="${escapeHtml(url)}" style="${font};${button}">${escapeHtml(label)}</a>`).join('\n')}</p>`,
    ...after.map(paragraph),
  ]
  const text = [
    title,
    ...before,
    ...(html ? [toPlain(html)] : []),
    ...links.map(({ label, url }) => `${label}:\n${url}`),
    ...after,
  ].join('\n\n')
  return { text: `${text}\n`, html: `<!doctype html>\n<html><body>\n${parts.join('\n')}\n</body></html>\n` }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

function toPlain(html: string): string {
  return html
    .replace(/<(?:br|hr)\s*\/?>|<\/(?:p|div|li|tr|h\d|blockquote|pre)>/gi, '\n')
    .replace(/<\/t[dh]>/gi, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_all, name: string) => entities[name] ?? '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
