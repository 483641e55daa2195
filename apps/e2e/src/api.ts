import { randomUUID } from 'node:crypto'
import { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { MessageView } from '@chatterly/protocol/messages/shapes'
import type { Page } from '@playwright/test'
import type { Person } from './people.ts'

/**
 * Calls a procedure as the person who is signed in in this browser.
 * @throws with the answer when it is refused
 */
export async function call(page: Page, procedure: string, input: unknown): Promise<unknown> {
  const response = await page.request.post(`/trpc/${procedure}`, {
    data: input,
    headers: { origin: `http://127.0.0.1:${process.env.CHATTERLY_E2E_PORT}` },
  })
  if (!response.ok()) throw new Error(`${procedure}: ${response.status()} ${await response.text()}`)
  return (await response.json()).result.data
}

export async function makeDirect(person: Person, other: Person) {
  return make(person, { kind: 'direct', memberIds: [other.id] })
}

export async function makeGroup(person: Person, name: string, others: Person[]) {
  return make(person, { kind: 'group', name, memberIds: others.map(({ id }) => id) })
}

/** The name gets a mark of its own, since all journeys share one product. */
export async function makeChannel(person: Person, name: string, others: Person[] = [], topic?: string) {
  const mark = randomUUID().slice(0, 6)
  return make(person, {
    kind: 'channel',
    name: `${name}-${mark}`,
    memberIds: others.map(({ id }) => id),
    ...(topic === undefined ? {} : { topic }),
  })
}

const make = async (person: Person, input: Record<string, unknown>) =>
  MyConversationView.parse(await call(person.page, 'conversations.create', { ...input, key: randomUUID() }))

/** Says it without the page, one after the other. */
export async function sendAll(person: Person, conversationId: string, bodies: string[]) {
  const sent: MessageView[] = []
  for (const body of bodies) {
    const input = { conversationId, body, key: randomUUID() }
    sent.push(MessageView.parse(await call(person.page, 'messages.send', input)))
  }
  return sent
}

export const markRead = (person: Person, conversationId: string, number: number) =>
  call(person.page, 'receipts.markRead', { conversationId, number })
