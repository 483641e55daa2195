import { createHmac } from 'node:crypto'

/** `cnry:<run>:<conversation>:<n>:<hmac>`: says where a body belongs, wherever it turns up. */
const CANARY = /cnry:([0-9a-f]{6}):(\d+):(\d+-\d+):([0-9a-f]{8})/g

export type Canary = { conversation: number; name: string }

/** What identifies one message for the harness, whatever id the product gives it. */
export function toCanary(run: string, conversation: number, name: string): string {
  return `cnry:${run}:${conversation}:${name}:${signatureOf(run, conversation, name)}`
}

/** Every canary of this run in a text, each once. */
export function canariesIn(run: string, text: string): string[] {
  if (!text.includes('cnry:')) return []
  const found = new Set<string>()
  for (const [canary, ofRun = '', conversation = '', name = '', signature] of text.matchAll(CANARY)) {
    if (ofRun === run && signature === signatureOf(run, Number(conversation), name)) found.add(canary)
  }
  return [...found]
}

export function parseCanary(canary: string): Canary {
  const [, , conversation = '', name = ''] = canary.split(':')
  return { conversation: Number(conversation), name }
}

const signatures = new Map<string, string>()

/** Each is seen by many: worked out once. */
function signatureOf(run: string, conversation: number, name: string): string {
  const place = `${conversation}:${name}`
  const known = signatures.get(`${run} ${place}`)
  if (known !== undefined) return known
  const signature = createHmac('sha256', run).update(place).digest('hex').slice(0, 8)
  signatures.set(`${run} ${place}`, signature)
  return signature
}
