import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSession } from '../../lib/session.ts'
import { ViewerProvider } from '../../lib/viewer.tsx'
import { useLayout } from '../../lib/layout.ts'
import { ConnectionBanner } from '../../realtime/ConnectionBanner.tsx'
import { BottomTabs } from './BottomTabs.tsx'
import { Calls } from './Calls.tsx'
import { Rail } from './Rail.tsx'
import { Realtime } from './Realtime.tsx'
import { ShellDialogs } from './ShellDialogs.tsx'
import { Sidebar } from './Sidebar.tsx'
import { SidebarDrawer } from './SidebarDrawer.tsx'
import { UnreadSignals } from './UnreadSignals.tsx'
import { useConversationKeys } from './use-conversation-keys.ts'
import { useSessionWatch } from './use-session-watch.ts'

/** The signed-in area. When the session ends, the route's gate is asked again and leads to the sign-in. */
export function AppShell() {
  const { data } = useSession()
  const router = useRouter()
  const isOut = data?.user === null
  useEffect(() => {
    if (isOut) void router.invalidate()
  }, [isOut, router])
  if (!data?.user) return null
  return (
    <ViewerProvider viewer={data.user}>
      <Realtime viewer={data.user}>
        <Regions />
        <UnreadSignals />
        <ShellDialogs />
        <Calls />
      </Realtime>
    </ViewerProvider>
  )
}

function Regions() {
  const layout = useLayout()
  const isHome = useRouterState({ select: ({ location }) => location.pathname === '/' })
  const isInConversation = useRouterState({ select: ({ location }) => location.pathname.startsWith('/c/') })
  useConversationKeys()
  useSessionWatch()
  return (
    <div className={`flex h-full ${layout === 'stack' ? 'flex-col' : ''}`}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-(--z-toast) focus:rounded-sm focus:bg-raised focus:px-3 focus:py-2 focus:text-ui focus:shadow-popover"
      >
        Skip to the content
      </a>
      {layout !== 'stack' && <Rail />}
      {(layout === 'overlay' || layout === 'full') && <Sidebar className="w-66 border-e border-subtle" />}
      {layout === 'drawer' && <SidebarDrawer />}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
        <ConnectionBanner />
        {layout === 'stack' && isHome ? (
          <main id="main" className="flex min-h-0 flex-1">
            <Sidebar isPage className="min-h-0 w-full" />
          </main>
        ) : (
          <Outlet />
        )}
      </div>
      {layout === 'stack' && !isInConversation && <BottomTabs />}
    </div>
  )
}
