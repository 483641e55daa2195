import { nowMicros } from '../measure/moment.ts'

/** Long enough that an event is the size of one with a sentence in it. */
const FILLER = 'and the rest is what people usually say to each other'

/** A body that says which message it is and when it was sent; without markup, like most of what people write. */
export const stampedBody = (mark: number) => `message ${mark} ${Math.round(nowMicros())} ${FILLER}`

export type Stamp = { mark: number; sentMicros: number }

/** Nothing when the body is somebody else's. */
export function readStamp(body: string): Stamp | undefined {
  const [, mark, sentMicros] = /^message (\d+) (\d+) /.exec(body) ?? []
  return mark === undefined ? undefined : { mark: Number(mark), sentMicros: Number(sentMicros) }
}
