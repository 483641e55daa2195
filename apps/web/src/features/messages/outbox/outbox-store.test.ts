import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { newClientKey } from '@chatterly/client/client-key'
import { Outbox } from '@chatterly/client/outbox/outbox'
import type { OutboxItem } from '@chatterly/client/outbox/outbox-item'
import { ben, conversationId, maya, message } from '@chatterly/client/testing/log-fixtures'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openOutboxStore } from './outbox-store.ts'

const general = conversationId(1)
const item = (body: string): OutboxItem => ({
  key: newClientKey(),
  conversationId: general,
  body,
  createdAt: Date.now(),
  afterNumber: 0,
  attempts: 0,
})

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
afterEach(() => vi.unstubAllGlobals())

test('what is put in is there for the next tab of the same person, and for nobody else', async () => {
  const [kept, sent] = [item('kept'), item('sent')]
  const store = openOutboxStore(maya.id)
  await Promise.all([store.put(kept), store.put(sent)])
  await store.put({ ...kept, attempts: 1 })
  await store.remove(sent.key)
  expect(await openOutboxStore(maya.id).list()).toEqual([{ ...kept, attempts: 1 }])
  expect(await openOutboxStore(ben.id).list()).toEqual([])
})

test('what a closed tab left is sent by the next', async () => {
  await openOutboxStore(maya.id).put(item('left behind'))
  const said: string[] = []
  const outbox = new Outbox({
    store: openOutboxStore(maya.id),
    send: async ({ body }) => {
      said.push(body)
      return message(1, { body })
    },
    exclusively: (_, work) => work(),
    channel: { tell: () => {}, listen: () => {} },
    onAcknowledged: () => {},
  })
  await outbox.open()
  await vi.waitFor(() => expect(said).toEqual(['left behind']))
  await vi.waitFor(async () => expect(await openOutboxStore(maya.id).list()).toEqual([]))
})
