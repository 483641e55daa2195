import type { Page } from '@playwright/test'

/**
 * Calls a procedure as the person who is signed in in this browser.
 * @throws with the answer when it is refused
 */
export async function call(page: Page, procedure: string, input: unknown): Promise<unknown> {
  const response = await page.request.post(`/trpc/${procedure}`, {
    data: input,
    headers: { origin: `http://127.0.0.1:${process.env.CHATTERLY_E2E_PORT}` },
  })
  if (!response.ok()) throw new Error(`${procedure}: ${response.status()} ${await response.text()}`)
  return (await response.json()).result.data
}
