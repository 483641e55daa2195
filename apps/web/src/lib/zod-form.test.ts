import { Register } from '@chatterly/protocol/auth/shapes'
import { expect, test } from 'vitest'
import { checkedBy } from './zod-form.ts'

const check = (values: Partial<Register>) =>
  checkedBy(Register)({ email: '', username: '', password: '', ...values }, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  })

test('each field gets its first problem in words', async () => {
  const { errors } = await check({ email: 'nobody', username: 'x', password: 'long enough' })
  expect(Object.keys(errors).sort()).toEqual(['email', 'username'])
  expect(errors.email?.message).toBe('This is not an e-mail address.')
})

test('what is right goes on as the shape makes it', async () => {
  const checked = await check({ email: ' Ada@Example.com', username: 'Ada', password: 'long enough' })
  expect(checked).toEqual({
    values: { email: 'ada@example.com', username: 'ada', password: 'long enough' },
    errors: {},
  })
})
