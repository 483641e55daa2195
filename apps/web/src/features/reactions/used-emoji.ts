import { Emoji } from '@chatterly/protocol/reactions/shapes'
import { z } from 'zod'

const STORED_AS = 'chatterly.emoji'
const KEPT = 16
/** For whoever has not chosen yet. */
const FIRST = ['👍', '❤️', '😂', '🎉', '🙏', '👀'] as const

const Stored = z.array(Emoji).catch([])

/** Lately used, the newest first. */
export const usedEmoji = (): string[] => Stored.parse(parsed(localStorage.getItem(STORED_AS)))

export const noteUsed = (emoji: string) =>
  localStorage.setItem(STORED_AS, JSON.stringify(withUsed(usedEmoji(), emoji)))

export const withUsed = (used: readonly string[], emoji: string): string[] =>
  [emoji, ...used.filter((other) => other !== emoji)].slice(0, KEPT)

/** What stands at hand: what was used lately, filled up with what everybody uses. */
export const atHand = (used: readonly string[]): string[] =>
  [...new Set([...used, ...FIRST])].slice(0, FIRST.length)

function parsed(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? '[]')
  } catch (error) {
    console.warn('What was stored about emoji cannot be read.', error)
    return []
  }
}
