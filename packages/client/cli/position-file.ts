import { readFile, rename, writeFile } from 'node:fs/promises'
import { ConversationId, LogEpoch } from '@chatterly/protocol/ids'
import { z } from 'zod'
import type { ClientOptions } from '../src/create-client.ts'
import { Problem } from './problem.ts'

type Position = NonNullable<ClientOptions['since']>

const Stored = z.object({ epoch: LogEpoch, cursors: z.record(ConversationId, z.int().min(0)) })

/** Nothing where there is no file yet. @throws Problem for a file that is something else */
export async function readPosition(path: string): Promise<Position | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Problem('usage', `${path} cannot be read: ${error.message}`)
  })
  if (text === undefined) return undefined
  try {
    return Stored.parse(JSON.parse(text))
  } catch (cause) {
    throw new Problem(
      'usage',
      `${path} holds no position: ${cause instanceof Error ? cause.name : 'nothing'}.`,
    )
  }
}

/** Whole or not at all: a power cut leaves the place before. */
export async function writePosition(path: string, position: Position): Promise<void> {
  await writeFile(`${path}.next`, JSON.stringify(position))
  await rename(`${path}.next`, path)
}
