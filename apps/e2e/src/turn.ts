import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Coturn, hasCoturn, startCoturn } from '@chatterly/testing/coturn'
import { TURN_SECRET } from './turn-secret.ts'

/** Never loopback, whatever coturn is told: what this machine is called in its network. */
const relayIp = Object.values(networkInterfaces())
  .flat()
  .find((known) => known?.family === 'IPv4' && !known.internal)?.address

/** Where there is none, journeys through it are skipped, and say so. */
export const hasRelay = hasCoturn && relayIp !== undefined

/** The relay of the installation. Journeys that run beside each other have it one after the other. */
export type Relay = {
  start: (options?: { maxBytesPerSecond?: number }) => Promise<void>
  stop: () => void
}

/** Milliseconds between two looks whether another journey is done with it. */
const LOOK_EVERY_MS = 200

/** A real coturn, running, for as long as it is used; it forgets everything when it is stopped. */
export async function useRelay(use: (relay: Relay) => Promise<void>): Promise<void> {
  const port = Number(process.env.CHATTERLY_E2E_TURN_PORT)
  const release = await take(port)
  let running: Coturn | undefined
  const relay: Relay = {
    start: async (options = {}) => {
      if (relayIp === undefined) throw new Error('This machine is in no network')
      running = await startCoturn(TURN_SECRET, { port, relayIp, ...options })
    },
    stop: () => running?.stop(),
  }
  try {
    await relay.start()
    await use(relay)
  } finally {
    relay.stop()
    release()
  }
}

/** Who listens on this address of the machine has the relay: the port itself belongs to coturn, on another one. */
async function take(port: number): Promise<() => void> {
  for (;;) {
    const server = createServer()
    const isTaken = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.2', () => resolve(true))
    })
    if (isTaken) return () => void server.close()
    await sleep(LOOK_EVERY_MS)
  }
}
