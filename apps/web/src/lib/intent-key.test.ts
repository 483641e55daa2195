import { expect, test } from 'vitest'
import { IntentKey } from './intent-key.ts'

test('a retry of the same content keeps its key; other content, and the next intent, get their own', () => {
  const intent = new IntentKey()
  const first = intent.keyFor({ name: 'design' })
  expect(intent.keyFor({ name: 'design' })).toBe(first)
  const second = intent.keyFor({ name: 'Design' })
  expect(second).not.toBe(first)
  intent.done()
  expect(intent.keyFor({ name: 'Design' })).not.toBe(second)
})
