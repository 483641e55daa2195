import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { ChatterlyError } from '../src/errors.ts'
import type { ClientEvent } from '../src/events.ts'
import { everyItem } from '../src/pages.ts'
import type { Procedures } from '../src/procedures.ts'
import { conversationName } from './conversation-name.ts'

const PAGE_LIMIT = 100

/** What people read of an event: who said what and where. Of everything else no more than its name. */
export function wordsFor({ users, conversations }: Pick<Procedures, 'users' | 'conversations'>) {
  const people = new Map<string, string>()
  const places = new Map<string, string>()

  async function personOf(userId: string): Promise<string> {
    const known =
      people.get(userId) ??
      (await orItsId(userId, async () => (await users.get.query({ userId })).displayName))
    people.set(userId, known)
    return known
  }

  async function placeOf(conversationId: string): Promise<string> {
    if (!places.has(conversationId)) await orItsId(conversationId, listPlaces)
    return places.get(conversationId) ?? conversationId
  }

  async function listPlaces() {
    for await (const each of everyItem(conversations.list.query, { limit: PAGE_LIMIT }))
      places.set(each.id, conversationName(each))
    return ''
  }

  async function said({ createdAt, senderId, body, conversationId }: MessageView, how = '') {
    const head = `${createdAt}  ${await placeOf(conversationId)}  ${await personOf(senderId)}${how}`
    // A second line could look like somebody else's message.
    return `${head}: ${body?.replaceAll('\n', '\n    ') ?? '(deleted)'}`
  }

  return async (item: ClientEvent): Promise<string[]> => {
    if (item.type === 'passing') return []
    const place = await placeOf(item.conversationId)
    if (item.type === 'reset') return [`${place}: what was missed cannot be told (${item.reason}).`]
    if (item.type === 'gone') return [`${place}: you are not in it any more.`]
    const { event } = item
    if (event.type === 'message.created') {
      people.set(event.sender.id, event.sender.displayName)
      return [await said(event.message)]
    }
    if (event.type === 'message.edited') return [await said(event.message, ' (edited)')]
    return [`${place}: ${event.type}`]
  }
}

/** A name that cannot be had now is no reason to show nothing. */
async function orItsId(id: string, find: () => Promise<string>): Promise<string> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof ChatterlyError) return id
    throw error
  }
}
