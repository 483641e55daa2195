import { expect, test } from 'vitest'
import { z } from 'zod'
import { createLogger, forRequest } from './logger.ts'

test('writes one line of JSON per record, with the name', () => {
  const { lines, logger } = loggerIntoMemory()
  logger.info({ count: 2 }, 'Ready\nto go')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^[^\n]+\n$/)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'server', count: 2, msg: 'Ready\nto go' })
})

test('leaves out records below its level', () => {
  const { lines, logger } = loggerIntoMemory()
  logger.debug('small talk')
  logger.info('news')
  expect(lines.map((line) => recordOf(line).msg)).toEqual(['news'])
})

test.each([
  'password',
  'cookie',
  'authorization',
  'set-cookie',
  'token',
  'accessToken',
  'refreshToken',
  'ticket',
  'secret',
  'session',
])('hides %s down to the fourth level', (key) => {
  const { lines, logger } = loggerIntoMemory()
  const secret = { [key]: 'hunter2', plain: 'seen' }
  logger.info({ ...secret, a: { ...secret, b: { ...secret, c: secret } } }, 'request')
  expect(lines[0]).not.toContain('hunter2')
  expect(lines[0]?.match(/\[redacted\]/g)).toHaveLength(4)
  expect(lines[0]?.match(/seen/g)).toHaveLength(4)
})

test('hides secrets that a child logger is made with, and leaves the caller’s object as it was', () => {
  const { lines, logger } = loggerIntoMemory()
  const headers = { authorization: 'Bearer hunter2', accept: 'text/html' }
  logger.child({ req: { headers } }).info({ headers }, 'request')
  expect(lines[0]).not.toContain('hunter2')
  expect(lines[0]).toContain('text/html')
  expect(headers.authorization).toBe('Bearer hunter2')
})

test('names the request in every record of its logger', () => {
  const { lines, logger } = loggerIntoMemory()
  const ofRequest = forRequest(logger, 'r-1')
  ofRequest.info('begins')
  ofRequest.info('ends')
  expect(lines.map((line) => recordOf(line).requestId)).toEqual(['r-1', 'r-1'])
})

const recordOf = (line: string) => z.looseObject({ msg: z.string() }).parse(JSON.parse(line))

function loggerIntoMemory() {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { lines, logger: createLogger({ NODE_ENV: 'production', LOG_LEVEL: 'info' }, 'server', destination) }
}
