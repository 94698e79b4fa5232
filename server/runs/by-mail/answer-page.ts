import { createHash } from 'node:crypto'
import { escapeHtml } from '../../mail/index.ts'
import { cleanHtml } from '../../platform/index.ts'
import type { AnswerLink } from './answer-link.ts'
import type { AnswerTexts } from './answer-texts.ts'

/** Colours of the web application's themes; the browser says which. */
const style = `
:root{color-scheme:dark light;--page:#0f141b;--card:#171e28;--line:#2b3646;--text:#e4eaf2;--quiet:#9fadbf;--accent:#3b82d6}
@media (prefers-color-scheme:light){:root{--page:#eef1f5;--card:#fff;--line:#d3dae3;--text:#1c2430;--quiet:#566273;--accent:#2563ab}}
body{margin:0;background:var(--page);color:var(--text);font:14px/20px system-ui,sans-serif}
main{max-width:640px;margin:48px auto;padding:24px;background:var(--card);border:1px solid var(--line);border-radius:8px}
h1{margin:4px 0 16px;font-size:20px;line-height:28px}
.quiet{color:var(--quiet)}
.question{padding:4px 16px;margin:16px 0;border-left:3px solid var(--line);overflow-wrap:anywhere}
.question table{border-collapse:collapse}.question td,.question th{border:1px solid var(--line);padding:4px 8px;text-align:left}
.question a{color:inherit}
.answer{font-size:16px;font-weight:600;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;padding:8px 16px;margin-top:16px;border:0;border-radius:4px;background:var(--accent);color:#fff;cursor:pointer}
button:focus-visible{outline:2px solid var(--text);outline-offset:2px}
`

/** Nothing runs, nothing is loaded, and the form can be sent nowhere but here. */
export const answerPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

export function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Question and answer, and one button; nothing was changed by opening it (NOD-57). */
export function confirmPage(texts: AnswerTexts, instance: string, link: AnswerLink): string {
  const { question, expiresAt, answer } = link
  const until = expiresAt ? texts.until(momentText(expiresAt), question.expiryAnswer ?? '') : null
  return page(texts, instance, question.title.trim() || link.playbook, [
    `<p class="quiet">${escapeHtml(texts.asks(link.playbook))}</p>`,
    `<div class="question">${cleanHtml(question.question)}</div>`,
    `<p class="quiet">${escapeHtml(texts.yourAnswer)}</p>`,
    `<p class="answer">${escapeHtml(answer)}</p>`,
    ...(until ? [`<p>${escapeHtml(until)}</p>`] : []),
    `<p class="quiet">${escapeHtml(texts.note)}</p>`,
    `<form method="post"><button type="submit">${escapeHtml(texts.confirm(answer))}</button></form>`,
  ])
}

export function sentencePage(texts: AnswerTexts, instance: string, title: string, sentence: string): string {
  return page(texts, instance, title, [`<p>${escapeHtml(sentence)}</p>`])
}

function page(texts: AnswerTexts, instance: string, title: string, body: string[]): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">`
  return `<!doctype html>
<html lang="${texts.lang}"><head>${head}<title>${escapeHtml(`${title} · ${instance}`)}</title><style>${style}</style></head>
<body><main><div class="quiet">${escapeHtml(instance)}</div><h1>${escapeHtml(title)}</h1>
${body.join('\n')}
</main></body></html>
`
}
