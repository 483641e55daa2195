import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { document } from '../testing/contract.ts'
import { startProcess } from '../testing/process.ts'

const here = await startProcess(await openTestWorld())
const get = (path: string) => fetch(here.url + path, { headers: { accept: 'text/html' } })

test('the document is served as it is kept', async () => {
  const answer = await get('/openapi.json')
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await answer.json()).toEqual(document)
  const again = await fetch(`${here.url}/openapi.json`, {
    headers: { 'if-none-match': answer.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
  })
  expect(again.headers.get('etag')).toBe(answer.headers.get('etag'))
})

test.each(['/docs', '/docs/swagger'])('%s is a page that runs only what this server serves', async (path) => {
  const page = await get(path)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)

  const html = await page.text()
  expect(html).not.toMatch(/<script(?![^>]* src=)/)
  const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source)
  expect(parts.length).toBeGreaterThan(1)
  for (const part of parts) {
    expect(part).toMatch(/^\/docs\//)
    const answer = await get(part)
    expect([part, answer.status]).toEqual([part, 200])
    expect(answer.headers.get('content-type')).toMatch(part.endsWith('.css') ? /^text\/css/ : /javascript/)
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe-inline')
  }
})
