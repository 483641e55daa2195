import type { Check } from './evidence.ts'

/** What a fault tried on the side, and what has to come of it. */
export const probes: Check = ({ notes }) =>
  notes.flatMap((note) =>
    note.kind === 'probe' && !note.isOk
      ? [{ invariant: note.fault, words: `${note.words}: ${note.detail}`, at: note.at }]
      : [],
  )
