import { MAIL_KINDS } from '@chatterly/protocol/auth/mails'
import { describe, expect, test } from 'vitest'
import { hasAccountAlready, letters } from './letters.ts'
import { renderLetter } from './render-letter.ts'

const publicUrl = 'https://chat.example.org'
const facts = { inviter: 'Ada', at: '2026-11-21T19:03:00Z', deletionAt: '2026-12-21T19:03:00Z' }
const link = `${publicUrl}/prove-email#secret`
const messages = [
  ...MAIL_KINDS.map((kind) => renderLetter(letters[kind]({ link, publicUrl, facts }), 'ada@example.com')),
  renderLetter(hasAccountAlready(publicUrl), 'ada@example.com'),
]

test.each(messages)('“$subject” is short, plain, and loads nothing', ({ subject, text, html }) => {
  expect(subject.length).toBeLessThan(60)
  expect(text.length).toBeLessThan(600)
  expect(text).toContain(publicUrl)
  expect(html).not.toMatch(/<(?:img|link|script|style|iframe|form)|src=|url\(/i)
  for (const [, url] of html.matchAll(/href="([^"]*)"/g))
    expect(url).toMatch(/^https:\/\/chat\.example\.org\//)
})

test('a time is told in words and with its zone', () => {
  const { text } = renderLetter(letters.signed_in({ link: '', publicUrl, facts }), 'ada@example.com')
  expect(text).toContain('21 November 2026 at 19:03 UTC')
})

describe('a name', () => {
  const letterFrom = (inviter: string) =>
    renderLetter(letters.invite({ link, publicUrl, facts: { inviter } }), 'ada@example.com')

  test.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['"><a href="https://evil.example">', '&quot;&gt;&lt;a href=&quot;https://evil.example&quot;&gt;'],
    ["Ada & 'Bob'", 'Ada &amp; &#39;Bob&#39;'],
  ])('is text in HTML: %s', (inviter, escaped) => {
    const { html } = letterFrom(inviter)
    expect(html).toContain(`<p>${escaped} invites you`)
    expect(html.match(/<a /g)).toHaveLength(1)
  })

  test.each(['Ada\r\n\r\nYour bank', 'Ada\u2028Your bank', 'Ada\u0000\nYour bank', 'Ada\u0085Your bank'])(
    'stays in its line: %j',
    (inviter) => {
      expect(letterFrom(inviter).text).toContain('Ada Your bank invites you')
    },
  )
})
