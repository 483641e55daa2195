import type { EmojiEntry, EmojiGroup } from './emoji-list.ts'

/** Those whose name or tags have a word that begins like each word written; a name that begins like it comes first. */
export function searchEmoji(groups: readonly EmojiGroup[], written: string): EmojiEntry[] {
  const wanted = written.trim().toLowerCase()
  const starts = wanted.split(/\s+/)
  const found = groups
    .flatMap(({ entries }) => entries)
    .filter(({ emoji, words }) => emoji === wanted || starts.every((start) => hasWord(words, start)))
  const isNamed = (entry: EmojiEntry) => Number(entry.name.toLowerCase().startsWith(wanted))
  return found.sort((one, other) => isNamed(other) - isNamed(one))
}

const hasWord = (words: string, start: string) => words.startsWith(start) || words.includes(` ${start}`)
