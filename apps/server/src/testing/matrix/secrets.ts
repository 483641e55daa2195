import { UNOPENED_HASH } from '@chatterly/testing/test-world'
import { expect } from 'vitest'

/** Something that must not be read by anybody else. */
export type Secret = { text: string; knownTo: readonly string[] }

/** Fields that no answer and no event has, whoever asks. */
const PRIVATE_FIELDS =
  /"(password|passwordHash|password_hash|idHash|id_hash|sessionHash|secretHash|searchText|search_text)":/

export function expectNoSecrets(said: string, actor: string, secrets: readonly Secret[]): void {
  const told = secrets.filter(({ text, knownTo }) => said.includes(text) && !knownTo.includes(actor))
  expect(told, `what ${actor} must not be told`).toEqual([])
  expect(said).not.toContain(UNOPENED_HASH)
  // What is wrong with a field is told by the name of the field.
  if (!said.includes('"fields":')) expect(said).not.toMatch(PRIVATE_FIELDS)
}
