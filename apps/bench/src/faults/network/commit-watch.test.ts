import { expect, test } from 'vitest'
import { createMessageReader, watchCommits } from './commit-watch.ts'

/** A message of PostgreSQL's: its kind, its length, its body. */
function message(kind: string, body = ''): Buffer {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(kind, 0)
  bytes.writeUInt32BE(4 + body.length, 1)
  bytes.write(body, 5)
  return bytes
}

test('messages are told apart however the bytes are cut', () => {
  const bytes = Buffer.concat([message('T', 'row'), message('C', 'INSERT 0 1 Z'), message('Z', 'I')])
  for (const size of [1, 2, 5, 7, bytes.length]) {
    const kinds: string[] = []
    const read = createMessageReader((kind) => kinds.push(String.fromCharCode(kind)))
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size))
    expect(kinds).toEqual(['T', 'C', 'Z'])
  }
})

test('only the end of the statement that is waited for is a commit, and it may be kept from the node', () => {
  let commits = 0
  const { up, down } = watchCommits('insert into messages', () => {
    commits += 1
    return false
  })
  up?.(Buffer.from('select 1'))
  expect(down?.(message('Z', 'I'))).toBe(true)
  up?.(Buffer.from('with x as (insert in'))
  up?.(Buffer.from('to messages …)'))
  expect(down?.(message('C', 'SELECT 1'))).toBe(true)
  expect(down?.(message('Z', 'I'))).toBe(false)
  expect(commits).toBe(1)
})
