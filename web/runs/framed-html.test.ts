import { expect, it } from 'vitest'
import { framedHtml } from './framed-html.ts'

it('puts the policy before anything of the result, whatever that holds (IPB-11)', () => {
  const text = framedHtml('<!-- <head><meta http-equiv="refresh" content="0;url=https://example.org">')
  const policy = text.indexOf("default-src 'none'")
  expect(policy).toBeGreaterThan(0)
  expect(policy).toBeLessThan(text.indexOf('<!--'))
  expect(text).not.toMatch(/script-src|connect-src|https:[^/]/)
})
