import { definePassingEvent } from '../realtime/define-event.ts'
import { ReadPositionView } from './shapes.ts'

/** To the person's own other tabs. */
export const readPositionMoved = definePassingEvent('read.moved', { position: ReadPositionView })
