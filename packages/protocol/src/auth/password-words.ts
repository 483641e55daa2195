import { PASSWORD_MIN } from './shapes.ts'

/** Letters. Shorter names are part of too many other words. */
const WORD_MIN = 3

/** ASVS 5.0 V6.2.11: words that are guessed first here. */
const PRODUCT_WORDS = ['chatterly']

export type PasswordOwner = { email: string; username: string; displayName?: string | undefined }

/**
 * A password needs its length without what everybody knows about its owner. `ada-lovelace-1815` is long, and of Ada
 * Lovelace it is `--1815`.
 */
export const isGuessedFromOwner = (password: string, owner: PasswordOwner): boolean =>
  withoutWords(password.toLowerCase(), wordsOf(owner)).length < PASSWORD_MIN

function wordsOf({ email, username, displayName = '' }: PasswordOwner): string[] {
  const words = [email, username, displayName, ...[email, username, displayName].flatMap(partsOf)]
  return [...PRODUCT_WORDS, ...words.map((word) => word.toLowerCase())]
    .filter((word) => word.length >= WORD_MIN)
    .sort((one, other) => other.length - one.length)
}

const partsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u)

const withoutWords = (text: string, words: string[]) =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), text)
