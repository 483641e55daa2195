import { SEARCH_QUERY_MAX } from '@chatterly/protocol/users/shapes'
import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { rememberPeople } from '../../lib/people.ts'
import { trpc } from '../../lib/trpc.ts'
import { useSettled } from '../../lib/use-settled.ts'

/** Milliseconds without a key before anybody is searched for. */
const SETTLED_MS = 180
const SHOWN_MAX = 20
/** Milliseconds: names change rarely, and people arrive. */
const FRESH_MS = 30_000

/** People by name; with nothing written, the first by name. */
export function usePeopleSearch(written: string, isEnabled = true) {
  const queryClient = useQueryClient()
  const query = useSettled(written.trim().slice(0, SEARCH_QUERY_MAX), SETTLED_MS)
  const search = trpc.users.search.useQuery(
    { query, limit: SHOWN_MAX },
    { enabled: isEnabled, staleTime: FRESH_MS, placeholderData: keepPreviousData },
  )
  useEffect(() => {
    if (search.data) rememberPeople(queryClient, search.data.items)
  }, [queryClient, search.data])
  return {
    people: search.data?.items ?? [],
    error: search.error,
    /** What is shown answers what is written. */
    isSettled:
      search.isSuccess && !search.isPlaceholderData && query === written.trim().slice(0, SEARCH_QUERY_MAX),
  }
}
