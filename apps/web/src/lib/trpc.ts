import type { AppRouter } from '@chatterly/domain/router'
import { createTRPCReact } from '@trpc/react-query'

export const trpc = createTRPCReact<AppRouter>()

export type TrpcClient = ReturnType<typeof trpc.createClient>
