import { describe, expect, it } from 'vitest'
import { format } from '../i18n/catalogue.ts'
import { CallError, errorFromAnswer } from './call-error.ts'
import { type ErrorTexts, errorText, errorTexts, isWorthRetrying } from './error-text.ts'

const english: ErrorTexts = (key, ...[values]) => format(errorTexts.en[key], 'en', values)

describe('the text of an error', () => {
  it('is the server’s sentence where the server knows more', () => {
    const error = new CallError('locked_out', 'Too many failures. Try again in 14 minutes.')
    expect(errorText(error, english)).toBe('Too many failures. Try again in 14 minutes.')
  })

  it('is ours where only the code matters', () => {
    expect(errorText(new CallError('internal', 'boom at line 3'), english)).toContain('request id')
    expect(errorText(new CallError('wrong_credentials', 'no'), english)).toBe('E-mail or password is wrong.')
  })

  it('explains a chunk that a newer release has replaced', () => {
    expect(errorText(new TypeError('Failed to fetch dynamically imported module: /static/x.js'), english)).toContain(
      'newer version',
    )
  })

  it('offers to retry only what may pass', () => {
    expect(isWorthRetrying(new CallError('unavailable', ''))).toBe(true)
    expect(isWorthRetrying(new CallError('not_allowed', ''))).toBe(false)
  })
})

describe('an answer that is not a success', () => {
  it('keeps code, details and request id', async () => {
    const body = {
      code: 'invalid_input',
      message: 'no',
      details: [{ path: 'title', message: 'is empty' }],
      requestId: 'r-1',
    }
    const error = await errorFromAnswer(Response.json(body, { status: 400 }))
    expect(error).toMatchObject({ code: 'invalid_input', details: [{ path: 'title' }], requestId: 'r-1' })
  })

  it('says the status when a proxy answers with a page of its own', async () => {
    const error = await errorFromAnswer(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
    expect(error).toMatchObject({ code: 'unavailable', message: '502 Bad Gateway' })
  })
})
