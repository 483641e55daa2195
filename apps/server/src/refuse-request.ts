import { Refusal, type RefusalCode } from '@chatterly/protocol/refusals'
import type { Response } from 'express'

/** Answers as a procedure would, where none has been reached. */
export function refuseRequest(response: Response, code: RefusalCode): void {
  const refusal = new Refusal(code)
  response
    .status(refusal.status)
    .json({ error: { message: refusal.message, data: { refusal: refusal.code } } })
}
