import { everyItem } from '../../src/pages.ts'
import type { Command } from '../command.ts'
import { conversationName } from '../conversation-name.ts'
import { exitCodes } from '../exit-codes.ts'
import { openClient } from '../open-client.ts'
import { say, sayJson } from '../say.ts'

const PAGE_LIMIT = 100

export const conversations: Command = {
  name: 'conversations',
  takes: '',
  does: 'Lists your conversations, the most recently active first: id, kind, how many are unread, name.',
  least: 0,
  most: 0,
  async run(given) {
    const client = await openClient(given)
    try {
      const mine = everyItem(client.procedures.conversations.list.query, { limit: PAGE_LIMIT })
      for await (const conversation of mine) {
        const { id, kind, me } = conversation
        if (given.json) sayJson(conversation)
        else say([id, kind, me.unread, conversationName(conversation)].join('\t'))
      }
      return exitCodes.ok
    } finally {
      client.close()
    }
  },
}
