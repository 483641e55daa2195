import type { PassingEvent } from '@chatterly/protocol/realtime/events'

export type CallSignalled = Extract<PassingEvent, { type: 'call.signal' }>

let hear: ((signal: CallSignalled) => void) | undefined

/** Signals go to the seat, which is loaded only in a call; without one nobody is addressed here. */
export const handOnSignal = (signal: CallSignalled) => hear?.(signal)

export function listenForSignals(listener: (signal: CallSignalled) => void): () => void {
  hear = listener
  return () => {
    if (hear === listener) hear = undefined
  }
}
