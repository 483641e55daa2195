import type { ConversationId } from '@chatterly/protocol/ids'
import type { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { PAGE_LIMIT_MAX } from '@chatterly/protocol/pages'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { rememberPeople } from '../../../lib/people.ts'
import { trpc } from '../../../lib/trpc.ts'
import { lastNumber, withNewer, withOlder } from './message-window.ts'
import {
  findWindow,
  firstWindow,
  readPage,
  replaceWindow,
  rereadWindow,
  updateWindow,
  windowKey,
} from './window-cache.ts'

type Bounds = { before?: number; after?: number; around?: number; limit?: number }
type End = 'older' | 'newer'

/**
 * The stretch of the conversation that is loaded, and ways to move it.
 * `around`: the message the first stretch should hold; without it, the newest.
 */
export function useMessageWindow(conversationId: ConversationId, around: number | undefined) {
  const queryClient = useQueryClient()
  const { client } = trpc.useUtils()
  const underWay = useRef(new Set<End>())
  const [failed, setFailed] = useState<End | null>(null)

  const read = (bounds: Bounds) =>
    readPage(conversationId, async () => {
      const page = await client.messages.list.query({ conversationId, ...bounds })
      rememberPeople(queryClient, page.users)
      return page
    })

  const { data, error, refetch } = useQuery({
    queryKey: windowKey(conversationId),
    queryFn: async () => {
      const loaded = findWindow(queryClient, conversationId)
      const readAfter = async (after: number) => (await read({ after, limit: PAGE_LIMIT_MAX })).page
      if (loaded !== undefined) return rereadWindow(queryClient, conversationId, { loaded, readAfter })
      const { page, replay } = await read(around === undefined ? {} : { around })
      return firstWindow(replay(page))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

  /** Another stretch: around a message, or the newest. */
  const moveTo = async (number: number | undefined) => {
    const { page, replay } = await read(number === undefined ? {} : { around: number })
    replaceWindow(queryClient, conversationId, replay(page))
  }

  const extend = async (
    end: End,
    bounds: Bounds,
    join: (window: MessageWindow, page: MessageWindow) => MessageWindow,
  ) => {
    const { generation } = findWindow(queryClient, conversationId) ?? {}
    if (underWay.current.has(end)) return
    underWay.current.add(end)
    try {
      const { page, replay } = await read(bounds)
      if (findWindow(queryClient, conversationId)?.generation !== generation) return
      updateWindow(queryClient, conversationId, (window) => replay(join(window, page)))
      setFailed(null)
    } catch (problem) {
      console.warn('Messages could not be loaded.', problem)
      setFailed(end)
    } finally {
      underWay.current.delete(end)
    }
  }

  const loadOlder = () => {
    const first = findWindow(queryClient, conversationId)?.window.items[0]
    return first && extend('older', { before: first.number }, withOlder)
  }

  const loadNewer = () => {
    const window = findWindow(queryClient, conversationId)?.window
    return window && extend('newer', { after: lastNumber(window) }, withNewer)
  }

  return { loaded: data, error, reload: refetch, moveTo, loadOlder, loadNewer, failed }
}
