import type { Reader } from '@chatterly/db/database'
import { logEpoch } from '@chatterly/db/schema/log'
import type { LogEpoch } from '@chatterly/protocol/ids'
import { Cursor } from '@chatterly/protocol/realtime/shapes'

export async function readEpoch(db: Reader): Promise<LogEpoch> {
  const [row] = await db.select({ epoch: logEpoch.epoch }).from(logEpoch)
  if (!row) throw new Error('The database has no log epoch')
  return row.epoch
}

export const toCursor = (epoch: LogEpoch, seq: number) => Cursor.parse(`${epoch}:${seq}`)

export function parseCursor(cursor: string): { epoch: string; seq: number } {
  const [epoch = '', seq = ''] = cursor.split(':')
  return { epoch, seq: Number(seq) }
}
