import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@chatterly/testing/certificate'
import { hasCoturn, startCoturn } from '@chatterly/testing/coturn'
import { startRouter } from '@chatterly/testing/translating-router'
import { relayPorts, TURN_SECRET } from './relay-settings.ts'

/** Never loopback, whatever coturn is told: what this machine is called in its network. */
const relayIp = Object.values(networkInterfaces())
  .flat()
  .find((known) => known?.family === 'IPv4' && !known.internal)?.address

/** Where there is none, journeys through it are skipped, and say so. */
export const hasRelay = hasCoturn && relayIp !== undefined

/** The relay of the installation, not started yet. It forgets everything when it is stopped. */
export type Relay = {
  start: (options?: { maxBytesPerSecond?: number }) => Promise<void>
  stop: () => void
}

/** Milliseconds between two looks whether another journey is done with it. */
const LOOK_EVERY_MS = 200

/**
 * A real coturn where the product says it is, and before it a router, so that there is an outside. Journeys that run
 * beside each other have it one after the other, also those that need it not to be there.
 */
export async function useRelay(use: (relay: Relay) => Promise<void>): Promise<void> {
  const ports = relayPorts()
  const release = await takeTurn(ports.turn)
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-relay-'))
  const running: { stop(): void }[] = []
  const stop = () => {
    for (const each of running.splice(0)) each.stop()
  }
  try {
    await use({
      async start(options = {}) {
        if (relayIp === undefined) throw new Error('This machine is in no network')
        const tls = { port: ports.turns, ...(await makeCertificate(folder)) }
        running.push(await startRouter({ port: ports.stun, to: ports.turn }))
        running.push(await startCoturn(TURN_SECRET, { port: ports.turn, tls, relayIp, ...options }))
      },
      stop,
    })
  } finally {
    stop()
    await rm(folder, { recursive: true, force: true })
    release()
  }
}

/** Who listens on this address of the machine has the relay: the port itself belongs to coturn, on another one. */
async function takeTurn(port: number): Promise<() => void> {
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
