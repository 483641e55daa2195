import { useRouterState } from '@tanstack/react-router'

/** What stands behind the # of the link somebody came by: no server sees it. */
export const useLinkSecret = (): string | undefined =>
  useRouterState({ select: ({ location }) => location.hash }) || undefined
