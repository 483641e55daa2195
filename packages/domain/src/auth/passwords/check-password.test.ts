import { Password, PASSWORD_MAX } from '@chatterly/protocol/auth/shapes'
import { refusals } from '@chatterly/protocol/refusals'
import { describe, expect, test } from 'vitest'
import { checkPassword } from './check-password.ts'
import { isCommonPassword } from './common-passwords.ts'
import { hashPassword, isOutdated, isPasswordOf } from './passwords.ts'

const ada = { email: 'ada.lovelace@example.com', username: 'adal', displayName: 'Ada Lovelace' }
const NFC = 'caf\u00e9 au lait'
const NFD = 'cafe\u0301 au lait'

async function verdictOn(password: string): Promise<string> {
  const { success, data } = Password.safeParse(password)
  if (!success) return 'shape'
  return checkPassword(data, ada).then(
    () => 'taken',
    (refusal: { code: string }) => refusal.code,
  )
}

describe('a new password', () => {
  test.each([
    ['seven characters', 'xK9#qLz', 'shape'],
    ['eight', 'xK9#qLzT', 'taken'],
    ['no digit, no capital, no sign', 'horse staple battery', 'taken'],
    ['sixty-four and more', 'horse '.repeat(11), 'taken'],
    ['the most', 'horse staple battery '.repeat(13).slice(0, PASSWORD_MAX), 'taken'],
    ['more than the most', 'horse staple battery '.repeat(13), 'shape'],
    ['spaces at both ends', '  xK9#qL  ', 'taken'],
    ['other scripts', 'пароль-лошадь', 'taken'],
    ['emoji', '🐎🔋🧷📎🐎🔋🧷📎', 'taken'],
    ['a NUL', 'xK9#qLzT\u0000more', 'shape'],
    ['a control character', 'xK9#qLzT\u0007', 'taken'],
    ['a common one', 'password', 'auth.password_common'],
    ['a common one in capitals', 'PassWord1', 'auth.password_common'],
    ['keys in a row', 'qwertyuiop', 'auth.password_common'],
    ['digits in a row', '1234567890', 'auth.password_common'],
    ['a date and nothing else', '11111111', 'auth.password_common'],
    ['the product', 'chatterly', 'auth.password_guessable'],
    ['the product and a year', 'Chatterly2026!', 'auth.password_guessable'],
    ['one’s address', 'ada.lovelace@example.com', 'auth.password_guessable'],
    ['one’s name and a year', 'AdaLovelace1815', 'auth.password_guessable'],
    ['one’s username twice', 'adaladal', 'auth.password_guessable'],
    ['where one’s mail is', 'example1234', 'auth.password_guessable'],
    ['one’s name in a long sentence', 'ada wrote the first program', 'taken'],
  ])('%s: %j', async (_what, password, verdict) => {
    expect(await verdictOn(password)).toBe(verdict)
  })

  test('is none of the three thousand most used that are long enough', async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-common')
    const used = dictionary['passwords-common'].filter((each) => each.length >= 8)
    expect(used.length).toBeGreaterThan(10_000)
    for (const password of used.slice(0, 3000)) expect(await isCommonPassword(password), password).toBe(true)
    expect(await isCommonPassword('xK9#qLzT')).toBe(false)
  })

  test('is refused in words that say what to do', () => {
    for (const code of ['auth.password_common', 'auth.password_guessable'] as const)
      expect(refusals[code].words).toContain('Choose another')
  })
})

describe('a kept password', () => {
  test('is checked to its last sign, past 72 bytes and exactly as it was typed', async () => {
    const long = 'x'.repeat(72)
    const kept = await hashPassword(`${long}ada`)
    expect(await isPasswordOf(kept, `${long}ada`)).toBe(true)
    expect(await isPasswordOf(kept, `${long}eve`)).toBe(false)
    expect(await isPasswordOf(kept, long)).toBe(false)

    const composed = await hashPassword(NFC)
    expect(await isPasswordOf(composed, NFC)).toBe(true)
    expect(await isPasswordOf(composed, NFD)).toBe(false)
    expect(await isPasswordOf(composed, ` ${NFC}`)).toBe(false)
  })

  test('that is none lets nobody in', async () => {
    expect(await isPasswordOf('', '')).toBe(false)
    expect(await isPasswordOf('', 'the password of nobody')).toBe(false)
    expect(await isPasswordOf(undefined, 'the password of nobody')).toBe(false)
  })

  test('says what it cost', async () => {
    const kept = await hashPassword('horse staple battery')
    const [, , , cost = ''] = kept.split('$')
    const { m, t, p } = Object.fromEntries(cost.split(',').map((pair) => pair.split('=')))
    expect(Number(m)).toBeGreaterThanOrEqual(19 * 1024)
    expect(Number(t)).toBeGreaterThanOrEqual(2)
    expect(Number(p)).toBe(1)
    expect(isOutdated(kept)).toBe(false)
    expect(isOutdated(kept.replace('t=2', 't=1'))).toBe(true)
  })
})

test('more than can wait are told to come again, and the others are served', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 110 }, () => isPasswordOf('', 'x')))
  const refused = asked.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBe(8)
  for (const each of refused)
    expect(each).toMatchObject({ reason: { code: 'service.unavailable', retryAfterSeconds: 2 } })
  expect(await isPasswordOf('', 'x')).toBe(false)
}, 20_000)
