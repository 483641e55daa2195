import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { openClient } from '../open-client.ts'
import { readAll } from '../read-input.ts'
import { say, sayJson } from '../say.ts'

export const send: Command = {
  name: 'send',
  takes: '<conversation id> [words… | -]',
  does: 'Says something, once, whatever the network does. Without words, or with -, it says what standard input holds.',
  least: 1,
  most: Number.POSITIVE_INFINITY,
  async run({ positionals: [conversationId = '', ...words], ...given }) {
    const isPiped = words.length === 0 || (words.length === 1 && words[0] === '-')
    const client = await openClient(given)
    try {
      const body = isPiped ? await readAll() : words.join(' ')
      const message = await client.procedures.messages.send.mutate({ conversationId, body })
      if (given.json) sayJson(message)
      else say(`Sent as message ${message.number}.`)
      return exitCodes.ok
    } finally {
      client.close()
    }
  },
}
