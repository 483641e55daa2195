import { setTimeout as sleep } from 'node:timers/promises'
import { Command, type Redis } from 'ioredis'

/** Milliseconds between two questions whether it answers again. */
const ASK_MS = 250

/**
 * Connections to one server that give up together: once it has owed one of them an answer for too long, all of them
 * refuse at once what they are asked, until it answers a ping. A request that wants several answers waits for one.
 */
export function createSilence(): { watch(client: Redis): void } {
  let isSilent = false

  async function waitForAnswer(client: Redis, send: Redis['sendCommand']): Promise<void> {
    while (isSilent && client.status !== 'end') {
      const ping = new Command('ping')
      send(ping)
      await ping.promise.then(
        () => (isSilent = false),
        () => sleep(ASK_MS, undefined, { ref: false }),
      )
    }
    isSilent = false
  }

  return {
    watch(client) {
      const send = client.sendCommand.bind(client)
      client.sendCommand = (command, stream) => {
        // What makes a connection ready is never refused.
        if (isSilent && client.status === 'ready') {
          command.reject(new Error('Redis owes an answer'))
          return command.promise
        }
        command.promise.catch((error: unknown) => {
          if (isSilent || !isTimeout(error)) return
          isSilent = true
          void waitForAnswer(client, send)
        })
        return send(command, stream)
      }
    },
  }
}

/** The library has no class for it. */
const isTimeout = (error: unknown) => error instanceof Error && error.message === 'Command timed out'
