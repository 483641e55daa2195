import { connect } from 'node:net'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { startProcess } from '../testing/process.ts'

const here = await startProcess(await openTestWorld())

const HIDDEN = 'GET /livez?hidden HTTP/1.1\r\nHost: x\r\n\r\n'
const post = (...headers: string[]) =>
  ['POST /trpc/auth.logout HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join(
    '\r\n',
  )
const get = (...headers: string[]) => ['GET /livez HTTP/1.1', ...headers, '', ''].join('\r\n')

/** Two readings of one request let a second one pass hidden inside the first. So whatever has two is refused. */
const shapes: [string, string][] = [
  ['two lengths', `${post('Content-Length: 0', `Content-Length: ${HIDDEN.length}`)}${HIDDEN}`],
  ['a list of lengths', `${post(`Content-Length: 0, ${HIDDEN.length}`)}${HIDDEN}`],
  ['a length and chunks', `${post('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${HIDDEN}`],
  ['chunks and a length', `${post('Transfer-Encoding: chunked', 'Content-Length: 4')}0\r\n\r\n${HIDDEN}`],
  ['chunked and something', `${post('Transfer-Encoding: chunked, identity')}0\r\n\r\n${HIDDEN}`],
  ['chunked twice', `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n${HIDDEN}`],
  ['chunked misspelled', `${post('Transfer-Encoding: xchunked')}0\r\n\r\n${HIDDEN}`],
  ['a space before the colon', `${post('Transfer-Encoding : chunked')}0\r\n\r\n${HIDDEN}`],
  ['a folded header', `${post('Transfer-Encoding:\r\n chunked', 'Content-Length: 0')}0\r\n\r\n${HIDDEN}`],
  ['a control character', `${post('Transfer-Encoding: \u000bchunked')}0\r\n\r\n${HIDDEN}`],
  ['a length below zero', `${post('Content-Length: -1')}${HIDDEN}`],
  ['a length with a sign', `${post('Content-Length: +0')}${HIDDEN}`],
  ['a length in hexadecimal', `${post('Content-Length: 0x0')}${HIDDEN}`],
  ['a length beyond all numbers', `${post('Content-Length: 18446744073709551616')}${HIDDEN}`],
  ['a chunk of no number', `${post('Transfer-Encoding: chunked')}zz\r\n${HIDDEN}`],
  ['a chunk below zero', `${post('Transfer-Encoding: chunked')}-1\r\n${HIDDEN}`],
  ['a chunk larger than it says', `${post('Transfer-Encoding: chunked')}1\r\nabcdef\r\n0\r\n\r\n${HIDDEN}`],
  ['lines that end in LF alone', 'GET /livez HTTP/1.1\nHost: x\nX: \rGET /livez?hidden HTTP/1.1\n\n'],
  ['a NUL in a header', get('Host: x', 'X: a\u0000b')],
  ['a header without a name', get('Host: x', ': nothing')],
  ['a CR in a header', get('Host: x', `X: a\rTransfer-Encoding: chunked`)],
  ['no host', get('Accept: */*')],
  ['two hosts', get('Host: x', 'Host: y')],
  ['a version to come', 'GET /livez HTTP/3.0\r\nHost: x\r\n\r\n'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a method of its own', 'SMUGGLE /livez HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['headers without end', `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['ten thousand headers', get('Host: x', ...Array.from({ length: 10_000 }, (_, n) => `X${n}: y`))],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
]

/** Everything that is answered until the connection ends or is silent. */
const answersTo = (text: string) =>
  new Promise<string>((resolve) => {
    const socket = connect(here.port, '127.0.0.1', () => socket.write(text, 'latin1'))
    let answers = ''
    socket.setEncoding('utf8').on('data', (piece: string) => void (answers += piece))
    socket.setTimeout(1500, () => socket.destroy())
    // A connection that is cut is an answer too.
    socket.on('error', () => socket.destroy()).on('close', () => resolve(answers))
  })

test('two requests one after the other are both answered', async () => {
  const answers = await answersTo(`${post('Content-Length: 0')}${HIDDEN}`)
  expect(answers.match(/^HTTP\/1\.1 /gm)).toHaveLength(2)
  expect(answers).toContain('{"ok":true}')
})

test.each(shapes)('%s: nothing hidden is answered', async (_name, text) => {
  const answers = await answersTo(text)
  expect(answers).not.toContain('{"ok":true}')
  // What was whole may be answered before the rest turns out to be wrong.
  for (const status of answers.match(/^HTTP\/1\.1 \d+/gm) ?? []) expect(status).toMatch(/ 4\d\d$/)
})

test('after all of that it serves on', async () => {
  expect((await fetch(`${here.url}/livez`)).status).toBe(200)
})
