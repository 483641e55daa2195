import { keepPreviousData } from '@tanstack/react-query'
import { trpc } from '../../lib/trpc.ts'
import { useSettled } from '../../lib/use-settled.ts'

/** Milliseconds without a key before the list is asked for. */
const SETTLED_MS = 180

/** The public channels, by what is written; read again whenever the list is opened. */
export function useChannels(written: string) {
  const query = useSettled(written.trim(), SETTLED_MS).slice(0, 100)
  const { data, ...state } = trpc.conversations.browse.useInfiniteQuery(query === '' ? {} : { query }, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
  return { ...state, channels: data?.pages.flatMap((page) => page.items) ?? [] }
}
