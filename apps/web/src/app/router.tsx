import { createRouter } from '@tanstack/react-router'
import type { Clients } from '../lib/clients.ts'
import { LoadProblem } from './LoadProblem.tsx'
import { NotFound } from './NotFound.tsx'
import { routeTree } from './routes.tsx'

export const createAppRouter = (clients: Clients) =>
  createRouter({
    routeTree,
    context: clients,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: LoadProblem,
    defaultNotFoundComponent: NotFound,
    // The timeline keeps its own place.
    scrollRestoration: false,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
