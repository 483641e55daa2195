import { useQuery } from '@tanstack/react-query'

/** Every emoji there is, loaded when somebody first looks for one; from where the page came from. */
export const useEmoji = () =>
  useQuery({
    queryKey: ['emoji'],
    queryFn: async () => (await import('./emoji-list.ts')).emojiGroups,
    networkMode: 'always',
    retry: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
