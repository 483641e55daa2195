import { expect, test } from 'vitest'
import { cardWords, durationWords } from './card-words.ts'

test('who called has missed nothing, and who was called may call back', () => {
  const missed = { media: 'voice', result: 'missed' } as const
  expect(cardWords(missed, false)).toMatchObject({
    says: 'Missed voice call',
    isMissed: true,
    action: 'Call back',
  })
  expect(cardWords(missed, true)).toMatchObject({ says: 'Voice call', detail: 'No answer', isMissed: false })
  expect(cardWords({ media: 'video', result: 'cancelled' }, false).isMissed).toBe(true)
  expect(cardWords({ media: 'video', result: 'declined' }, false).isMissed).toBe(false)
})

test('how long it was is said as people say it', () => {
  expect([48, 252, 3900].map(durationWords)).toEqual(['48 s', '4 min 12 s', '1 h 5 min'])
})
