import { z } from 'zod'
import { CallId, UserId } from '../ids.ts'

export const callMedia = ['voice', 'video'] as const
export const CallMedia = z.enum(callMedia)
export type CallMedia = z.infer<typeof CallMedia>

/** `cancelled`: it ended before anybody answered. */
export const callResults = ['answered', 'cancelled', 'declined', 'missed'] as const
export const CallResult = z.enum(callResults)
export type CallResult = z.infer<typeof CallResult>

/** How a call went, as the timeline keeps it. It never changes: there is a card only for a call that is over. */
export const CallCard = z.object({
  callId: CallId,
  media: CallMedia,
  result: CallResult,
  /** Seconds from the answer to the end; null where there was no answer. */
  seconds: z.int().nullable(),
  /** Who took part, in the order they came; the sender of the message started it. */
  participantIds: z.array(UserId),
})
export type CallCard = z.infer<typeof CallCard>

const verbs = {
  answered: '',
  cancelled: 'Missed ',
  declined: 'Declined ',
  missed: 'Missed ',
} satisfies Record<CallResult, string>

/** For whoever shows only words: a notification, a search result, somebody else's client. */
export function wordsOf({ media, result, seconds }: Pick<CallCard, 'media' | 'result' | 'seconds'>): string {
  const what = `${verbs[result]}${media} call`
  const sentence = what[0]?.toUpperCase() + what.slice(1)
  return seconds === null ? sentence : `${sentence}, ${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
