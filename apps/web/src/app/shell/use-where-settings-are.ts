import { useRouterState } from '@tanstack/react-router'

export type WhereOneIs = { 'aria-current'?: 'page' }

/** The settings, and looking after the installation, belong to one's own page, and are where one is while they are open. */
export const useWhereSettingsAre = (): WhereOneIs =>
  useRouterState({ select: ({ location }) => /^\/(settings|admin)\//.test(location.pathname) })
    ? { 'aria-current': 'page' }
    : {}
