import { useSeat } from '../seat/seat-store.ts'
import { CallStage } from './CallStage.tsx'
import { SeatStrip } from './SeatStrip.tsx'

/** The call this device is in, as large as was chosen. */
export function SeatedCall({ title }: { title: string }) {
  const seat = useSeat((seats) => seats.seat)
  const place = useSeat((seats) => seats.place)
  if (seat === null) return null
  return place === 'strip' ? <SeatStrip seat={seat} /> : <CallStage seat={seat} place={place} title={title} />
}
