import { type RefusalCode, refusals } from '@chatterly/protocol/refusals'
import type { Page } from '@playwright/test'

/** The next call is refused, as it would be ten minutes later, which nobody wants to wait for. */
export async function answerOnce(page: Page, procedure: RegExp, refusal: RefusalCode) {
  const { status, words } = refusals[refusal]
  const error = { message: words, code: -32_003, data: { refusal, httpStatus: status } }
  await page.route(procedure, (route) => route.fulfill({ status, json: [{ error }] }), { times: 1 })
}
