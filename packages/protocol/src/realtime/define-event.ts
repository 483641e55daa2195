import { z } from 'zod'
import { UserId } from '../ids.ts'

const Numbered = z.object({ seq: z.int().min(1), at: z.iso.datetime(), actorId: UserId.nullable() })

/**
 * A kept event: it has the next number of its conversation and lives in the log.
 * Its data is the subject's current view, the same for every listener, so applying it twice changes nothing.
 */
export const defineKeptEvent = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  Numbered.extend({ type: z.literal(type), ...data })

/** A passing event: not kept, and complete in itself, so that a lost one is healed by the next. */
export const definePassingEvent = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), ...data })
