import { buttonClass } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { Link } from '@tanstack/react-router'
import { CheckCheck, MessageSquarePlus } from 'lucide-react'
import { useMyConversations } from '../../lib/my-conversations.ts'
import { printKeys } from '../../lib/keymap/keys.ts'
import { Page } from '../Page.tsx'
import { NeedsYou } from './NeedsYou.tsx'

/** What needs the viewer, at a glance. */
export function HomePage() {
  const { data: all } = useMyConversations()
  const unread = (all ?? []).filter((mine) => mine.me.unread > 0)
  return (
    <Page title="Home">
      {all !== undefined && (
        <div className="flex min-h-full flex-col">
          {unread.length > 0 && <NeedsYou unread={unread} />}
          {unread.length === 0 && (all.length > 0 ? <CaughtUp /> : <NothingYet />)}
        </div>
      )}
    </Page>
  )
}

function CaughtUp() {
  return (
    <EmptyState
      icon={<CheckCheck size={32} strokeWidth={1.5} aria-hidden="true" />}
      says="You have read everything."
      action={
        <Link to="/new" className={buttonClass('action', 'large')}>
          Start a conversation
        </Link>
      }
      shortcut={printKeys('Mod+K')}
    />
  )
}

function NothingYet() {
  return (
    <EmptyState
      icon={<MessageSquarePlus size={32} strokeWidth={1.5} aria-hidden="true" />}
      says="You are not in any conversation yet."
      action={
        <Link to="/new" className={buttonClass('action', 'large')}>
          Write to somebody
        </Link>
      }
      shortcut={printKeys('Mod+K')}
    />
  )
}
