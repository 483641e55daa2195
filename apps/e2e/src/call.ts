import type { Page } from '@playwright/test'

/**
 * Calls a procedure as the person who is signed in in this browser.
 * @throws with the answer when it is refused
 */
export async function call(page: Page, procedure: string, input: unknown): Promise<unknown> {
  const response = await page.request.post(`/trpc/${procedure}`, {
    data: input,
    // As a browser says of a request of its own page.
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  if (!response.ok()) throw new Error(`${procedure}: ${response.status()} ${await response.text()}`)
  return (await response.json()).result.data
}
