import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import styles from './RichText.module.css'

const allowed = new Set(
  'p br b strong i em u s del ul ol li h1 h2 h3 h4 blockquote code pre hr table thead tbody tr th td span div sub sup a'.split(
    ' ',
  ),
)
/** Whose content is not text for readers. */
const dropped = new Set('script style template iframe object embed noscript svg math head title'.split(' '))

function isSafeLink(address: string): boolean {
  return /^(https?:|mailto:)/i.test(address.trim())
}

function shown(node: Node, key: number): ReactNode {
  if (node.nodeType === 3) return node.textContent
  if (!(node instanceof Element)) return null
  const name = node.tagName.toLowerCase()
  if (dropped.has(name)) return null
  const children = [...node.childNodes].map(shown)
  if (!allowed.has(name)) return createElement(Fragment, { key }, ...children)
  if (name === 'br' || name === 'hr') return createElement(name, { key })
  const href = name === 'a' ? node.getAttribute('href') : null
  const link = href && isSafeLink(href) ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : {}
  return createElement(name, { key, ...link }, ...children)
}

/**
 * Stored rich text (GEN-18). Nothing of its HTML is inserted: an inert parse is rebuilt from allowed elements without
 * their attributes, so that no text, however crooked, can run or load anything.
 */
export function RichText({ html }: { html: string }) {
  const content = useMemo(
    () => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map(shown),
    [html],
  )
  return <div className={styles.text}>{content}</div>
}

/** Rich text of what somebody typed in a plain text area: paragraphs and line breaks, everything else escaped. */
export function richTextOf(plain: string): string {
  const escaped = plain.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  )
  const paragraphs = escaped.trim().split(/\n{2,}/)
  return paragraphs.map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`).join('')
}
