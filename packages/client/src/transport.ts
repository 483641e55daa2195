import type { OpenStream } from './realtime/connection.ts'
import type { Caller } from './procedures.ts'

/** The way to one server, as one person. */
export type Transport = Caller & { openStream: OpenStream; close(): void }
