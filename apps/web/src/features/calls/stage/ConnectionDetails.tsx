import { useKnownCalls } from '../known/known-calls.ts'
import { useSeat } from '../seat/seat-store.ts'
import type { PeerView } from '../transport/call-transport.ts'

/** To each of the others: what was measured last. */
export function ConnectionDetails() {
  const seat = useSeat((seats) => seats.seat)
  const call = useKnownCalls(({ calls }) => (seat?.callId ? calls[seat.callId] : undefined))
  const nameOf = (peer: PeerView) =>
    call?.participants.find(({ user }) => user.id === peer.seat.userId)?.user.displayName ?? 'Somebody'
  const peers = [...(seat?.peers.values() ?? [])]
  if (peers.length === 0) return null
  return (
    <>
      <h3 className="mt-3 text-meta font-[550] text-secondary">Connection</h3>
      <dl className="flex flex-col gap-1 text-meta text-primary">
        {peers.map((peer) => (
          <div key={peer.seat.userId}>
            <dt className="truncate font-[550]">
              <bdi>{nameOf(peer)}</bdi>
            </dt>
            <dd className="text-secondary tabular-nums">{wordsOf(peer)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function wordsOf({ connection, quality }: PeerView): string {
  if (connection !== 'connected' || quality === null) return connection
  const { rttMs, lossIn, lossOut, kbpsIn, kbpsOut, isRelayed } = quality
  return [
    ...(rttMs === null ? [] : [`${Math.round(rttMs)} ms`]),
    `loss ${lossIn} % in, ${lossOut} % out`,
    `${kbpsIn} kbit/s in, ${kbpsOut} out`,
    isRelayed ? 'relayed' : 'direct',
  ].join(' · ')
}
