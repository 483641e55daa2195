import { isAdministrator } from '@chatterly/protocol/users/policy'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { Clients } from '../lib/clients.ts'
import { myConversationsQuery } from '../lib/my-conversations.ts'
import { loadSession } from '../lib/session.ts'
import { parseNew, parsePanel, parseProblem, parseReturn } from './search-params.ts'

const root = createRootRouteWithContext<Clients>()({ component: Outlet })

const signedOut = createRoute({
  getParentRoute: () => root,
  id: 'signed-out',
  validateSearch: parseReturn,
  beforeLoad: async ({ context, search }) => {
    const { user } = await loadSession(context)
    if (user !== null) throw redirect({ href: search.from ?? '/' })
  },
})

const signIn = createRoute({
  getParentRoute: () => signedOut,
  path: '/sign-in',
  validateSearch: parseProblem,
  component: lazyRouteComponent(() => import('./pages/SignInPage.tsx'), 'SignInPage'),
})

const register = createRoute({
  getParentRoute: () => signedOut,
  path: '/register',
  component: lazyRouteComponent(() => import('./pages/RegisterPage.tsx'), 'RegisterPage'),
})

/** Links in mails lead to these, whoever is signed in in the browser that opens them. */
const forgottenPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: lazyRouteComponent(() => import('./pages/ForgottenPasswordPage.tsx'), 'ForgottenPasswordPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./pages/ResetPasswordPage.tsx'), 'ResetPasswordPage'),
})

const proveEmail = createRoute({
  getParentRoute: () => root,
  path: '/prove-email',
  component: lazyRouteComponent(() => import('./pages/ProveEmailPage.tsx'), 'ProveEmailPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',

  component: lazyRouteComponent(() => import('./shell/AppShell.tsx'), 'AppShell'),
  beforeLoad: async ({ context, location }) => {
    const { user } = await loadSession(context)
    if (user === null) {
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { from: location.href } })
    }
  },
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(myConversationsQuery(context.trpcClient))
  },
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/HomePage.tsx'), 'HomePage'),
})

const conversation = createRoute({
  getParentRoute: () => signedIn,
  path: '/c/$conversationId',
  validateSearch: parsePanel,
  component: lazyRouteComponent(() => import('./pages/ConversationPage.tsx'), 'ConversationPage'),
})

/** Drawn by its parent, so that going to a message inside the conversation keeps everything in place. */
const message = createRoute({ getParentRoute: () => conversation, path: '/m/$messageNumber' })

const browse = createRoute({
  getParentRoute: () => signedIn,
  path: '/browse',
  component: lazyRouteComponent(() => import('./pages/BrowsePage.tsx'), 'BrowsePage'),
})

const newConversation = createRoute({
  getParentRoute: () => signedIn,
  path: '/new',
  validateSearch: parseNew,
  component: lazyRouteComponent(() => import('./pages/NewConversationPage.tsx'), 'NewConversationPage'),
})

const me = createRoute({
  getParentRoute: () => signedIn,
  path: '/me',
  component: lazyRouteComponent(() => import('./pages/ProfilePage.tsx'), 'ProfilePage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/account' })
  },
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/account',
  component: lazyRouteComponent(() => import('./settings/AccountPage.tsx'), 'AccountPage'),
})

const security = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/security',
  validateSearch: parseProblem,
  component: lazyRouteComponent(() => import('./settings/SecurityPage.tsx'), 'SecurityPage'),
})

const devices = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/devices',
  component: lazyRouteComponent(() => import('./settings/DevicesPage.tsx'), 'DevicesPage'),
})

const tokens = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/tokens',
  component: lazyRouteComponent(() => import('./settings/TokensPage.tsx'), 'TokensPage'),
})

/** To everybody else there is nothing at these addresses; what they ask for the server refuses as well. */
const administration = createRoute({
  getParentRoute: () => signedIn,
  id: 'administration',
  beforeLoad: async ({ context }) => {
    const { user } = await loadSession(context)
    if (user === null || !isAdministrator(user)) throw notFound()
  },
})

const invitations = createRoute({
  getParentRoute: () => administration,
  path: '/admin/invitations',
  component: lazyRouteComponent(() => import('./settings/InvitationsPage.tsx'), 'InvitationsPage'),
})

const connections = createRoute({
  getParentRoute: () => administration,
  path: '/admin/calls',
  component: lazyRouteComponent(() => import('./pages/ConnectionsPage.tsx'), 'ConnectionsPage'),
})

export const routeTree = root.addChildren([
  signedOut.addChildren([signIn, register]),
  forgottenPassword,
  resetPassword,
  proveEmail,
  signedIn.addChildren([
    home,
    conversation.addChildren([message]),
    browse,
    newConversation,
    me,
    settings,
    account,
    security,
    devices,
    tokens,
    administration.addChildren([invitations, connections]),
  ]),
])
