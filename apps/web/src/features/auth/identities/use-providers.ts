import { trpc } from '../../../lib/trpc.ts'

/** Where people may sign in instead; none until it is known. */
export const useProviders = () => trpc.identities.providers.useQuery().data?.items ?? []
