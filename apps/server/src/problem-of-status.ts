import { STATUS_CODES } from 'node:http'

/** What there is to say of a request that never reached anything of ours. */
export function problemOfStatus(status: number): { code: string; message: string } {
  const message = STATUS_CODES[status] ?? 'Bad Request'
  return { code: message.toLowerCase().replaceAll(/\W+/g, '_'), message }
}
