import type { Crowds } from '../crowd/crowds.ts'
import type { Note } from '../history/entries.ts'
import type { Cast } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Stand, StandNode } from '../stand/stand.ts'

/** What a fault works with while it lasts. Whatever it broke is healed after it; it need not do that itself. */
export type Strike = {
  stand: Stand
  cast: Cast
  crowds: Crowds
  random: Random
  seconds: number
  /** Whether the time given to it is over. */
  isOver(): boolean
  /** Milliseconds, or less when its time is over before. */
  sleep(ms: number): Promise<void>
  /** Writes down what is done to the product. */
  act(words: string): void
  /** Tries something on the side: what, and whether it came out as it has to. */
  probe(words: string, isOk: boolean, detail?: string): void
  noteRewind(rewound: Omit<Extract<Note, { kind: 'rewound' }>, 'kind'>): void
}

export type Fault = {
  /** As in the table of docs/operations/faults.md. */
  id: string
  words: string
  /** Sizes of what people write meanwhile. */
  bodyBytes?: { least: number; most: number }
  strike(strike: Strike): Promise<void>
}

export const nodesOf = ({ a, b }: Stand): [StandNode, StandNode] => [a, b]
