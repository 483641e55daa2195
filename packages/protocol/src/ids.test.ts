import { expect, test } from 'vitest'
import { z } from 'zod'
import { ConversationId } from './ids.ts'

test('an id is the same however it is written', () => {
  const id = '019b0000-abcd-7000-8000-00000000ef01'
  expect(ConversationId.parse(id.toUpperCase())).toBe(id)
  expect(z.record(ConversationId, z.int()).parse({ [id.toUpperCase()]: 1 })).toEqual({ [id]: 1 })
  for (const other of ['', id.slice(1), `{${id}}`, ` ${id}`, `${id}\n`])
    expect(ConversationId.safeParse(other).success).toBe(false)
})
