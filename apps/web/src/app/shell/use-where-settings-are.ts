import { useRouterState } from '@tanstack/react-router'

export type WhereOneIs = { 'aria-current'?: 'page' }

/** The settings belong to one's own page, and are where one is while they are open. */
export const useWhereSettingsAre = (): WhereOneIs =>
  useRouterState({ select: ({ location }) => location.pathname.startsWith('/settings') })
    ? { 'aria-current': 'page' }
    : {}
