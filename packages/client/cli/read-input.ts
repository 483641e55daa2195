import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Problem } from './problem.ts'

/** All that comes in, without the line's end that every program puts behind its last line. */
export const readAll = async () => (await text(process.stdin)).replace(/\r?\n$/, '')

/** From the keyboard without showing it, or from whatever is piped in: never from the arguments, which everybody sees. */
export async function readSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return readAll()
  process.stderr.write(question)
  const silent = new Writable({ write: (_piece, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  const given = once(lines, 'line').then(([line]) => String(line))
  const left = once(lines, 'SIGINT').then(() => undefined)
  const closed = once(lines, 'close').then(() => undefined)
  const secret = await Promise.race([given, left, closed])
  lines.close()
  process.stderr.write('\n')
  if (secret === undefined) throw new Problem('usage', 'Nothing was given.')
  return secret
}
