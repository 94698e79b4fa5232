import { expect, it } from 'vitest'
import { resultPreviews } from './result-previews.ts'

const none = { html: null, url: null, png: null, jpg: null }

it('finds what an action declares as picture, HTML and address (IPB-11)', () => {
  const output = {
    shots: [{ png: 'iVBORw0KGgo=' }, { png: 'data:image/png;base64,AAAA\nBBBB' }],
    page: '<b>Hi</b>',
    at: 'https://example.org/a',
  }
  expect(resultPreviews({ html: 'page', url: 'at', png: 'shots.[].png', jpg: null }, output)).toEqual([
    { kind: 'html', value: '<b>Hi</b>' },
    { kind: 'link', value: 'https://example.org/a' },
    { kind: 'png', value: 'iVBORw0KGgo=' },
    { kind: 'png', value: 'AAAABBBB' },
  ])
  expect(resultPreviews({ ...none, html: 'rawOutput' }, '<p>all</p>')).toEqual([{ kind: 'html', value: '<p>all</p>' }])
})

it.each([
  ['an address that runs a script', { url: 'x' }, { x: 'javascript:alert(1)' }],
  ['an address that is data', { url: 'x' }, { x: 'data:text/html,<script>1</script>' }],
  ['a picture that is no Base64', { png: 'x' }, { x: '"><script>1</script>' }],
  ['a picture of another kind', { png: 'x' }, { x: 'data:text/html;base64,AAAA' }],
  ['a path that nobody can read', { png: 'x[[' }, { x: 'AAAA' }],
  ['a value that is no text', { html: 'x' }, { x: { deep: 1 } }],
  ['a missing value', { jpg: 'y' }, { x: 1 }],
  ['empty text', { html: 'x' }, { x: ' ' }],
])('shows nothing for %s', (_case, paths, output) => {
  expect(resultPreviews({ ...none, ...paths }, output)).toEqual([])
})
