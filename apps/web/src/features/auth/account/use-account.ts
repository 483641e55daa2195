import { pageFacts } from '../../../lib/page-facts.ts'
import { trpc } from '../../../lib/trpc.ts'

/** Somebody's own account; undefined until it is known. A link in a mail may have changed it elsewhere. */
export const useAccount = () => trpc.account.get.useQuery(undefined, pageFacts).data
