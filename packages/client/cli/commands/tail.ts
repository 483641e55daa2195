import { ChatterlyError } from '../../src/errors.ts'
import type { ClientEvent } from '../../src/events.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { openClient } from '../open-client.ts'
import { readPosition, writePosition } from '../position-file.ts'
import { note, say, sayJson } from '../say.ts'
import { wordsFor } from '../event-words.ts'

export const tail: Command = {
  name: 'tail',
  takes: '[conversation id] [--position <file>]',
  does: 'Shows what happens until it is interrupted, and catches up after every outage. With a file, it begins where the last run ended.',
  least: 0,
  most: 1,
  options: ['position'],
  async run({ positionals: [conversationId], position: file, ...given }) {
    const since = file === undefined ? undefined : await readPosition(file)
    const client = await openClient(given, { since })
    const close = () => client.close()
    process.once('SIGINT', close).once('SIGTERM', close)
    try {
      // What cannot work is told now; from then on it waits for the server.
      await client.procedures.users.me.query()
      if (conversationId !== undefined) await client.procedures.conversations.get.query({ conversationId })
      const words = wordsFor(client.procedures)
      const show = async (item: ClientEvent) => {
        if (conversationId !== undefined && conversationOf(item) !== conversationId) return
        if (given.json) return sayJson(item)
        for (const line of await words(item)) say(line)
      }
      await follow({ client, show, file, isQuiet: given.json })
      return exitCodes.ok
    } catch (error) {
      // Interrupted before it had begun.
      if (error instanceof ChatterlyError && error.kind === 'closed') return exitCodes.ok
      throw error
    } finally {
      process.off('SIGINT', close).off('SIGTERM', close)
      client.close()
    }
  },
}

const conversationOf = (item: ClientEvent) => (item.type === 'passing' ? undefined : item.conversationId)

type Following = {
  client: Awaited<ReturnType<typeof openClient>>
  show: (item: ClientEvent) => Promise<void>
  file: string | undefined
  isQuiet: boolean
}

/** Until the client is closed. What is shown stays in order, and what is kept was shown. */
async function follow({ client, show, file, isQuiet }: Following): Promise<void> {
  let shown = Promise.resolve()
  const later = (act: () => Promise<void>) => {
    shown = shown.then(act)
    shown.catch(() => client.close())
  }
  const keepPlace = () => {
    const position = client.events.position()
    if (file !== undefined && position) later(() => writePosition(file, position))
  }
  await new Promise<void>((resolve, reject) => {
    client.events.subscribe(
      (item) => {
        later(() => show(item))
        // A listener is handed each item before the position moves past it.
        setImmediate(keepPlace)
      },
      (error) => (error ? reject(error) : resolve()),
    )
    client.connection.caughtUp().then(
      () => {
        keepPlace()
        if (!isQuiet) note('Listening.')
      },
      // How it ended is told to the listener above.
      () => {},
    )
  })
  keepPlace()
  await shown
}
