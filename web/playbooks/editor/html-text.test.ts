import { expect, it } from 'vitest'
import { htmlOfPlain, plainOfHtml } from './html-text.ts'

it('keeps what was typed through the HTML of a question and back, placeholders untouched (PLC-05, PLC-19)', () => {
  const typed = 'Block <b> & "x"?\n{{node:a.output.headers."MIME-Version"}} 1 < 2 &lt;'
  expect(htmlOfPlain(typed)).toBe(
    'Block &lt;b&gt; &amp; "x"?<br>\n{{node:a.output.headers."MIME-Version"}} 1 &lt; 2 &amp;lt;',
  )
  expect(plainOfHtml(htmlOfPlain(typed))).toBe(typed)
})

it('leaves other HTML as it is', () => {
  expect(plainOfHtml('<p>Block <b>it</b>?</p>')).toBeNull()
  expect(plainOfHtml('')).toBe('')
})
