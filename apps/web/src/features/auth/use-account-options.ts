import { trpc } from '../../lib/trpc.ts'

/** How this installation takes people in; undefined until it is known. */
export const useAccountOptions = () => trpc.account.options.useQuery().data
