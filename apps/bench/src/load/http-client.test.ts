import { expect, test } from 'vitest'
import { wholeAnswer } from './http-client.ts'

const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'

test('an answer is whole when its length has come', () => {
  expect(wholeAnswer(Buffer.from(`${head}hell`))).toBeUndefined()
  const answer = wholeAnswer(Buffer.from(`${head}hello`))
  expect(answer).toMatchObject({ status: 200, bytes: 5 })
  expect(answer?.readBody()).toBe('hello')
})

test('an answer in pieces is whole with its last one', () => {
  const chunked = 'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n'
  expect(wholeAnswer(Buffer.from(chunked))).toBeUndefined()
  expect(wholeAnswer(Buffer.from(`${chunked}0\r\n\r\n`))?.status).toBe(404)
})
