import { Button, buttonClass } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { SearchField } from '@chatterly/ui/SearchField'
import { Link } from '@tanstack/react-router'
import { Hash } from 'lucide-react'
import { useState } from 'react'
import { ChannelRow } from '../../features/conversations/ChannelRow.tsx'
import { useChannels } from '../../features/conversations/use-channels.ts'
import { printKeys } from '../../lib/keymap/keys.ts'
import { Page } from '../Page.tsx'

export function BrowsePage() {
  const [written, setWritten] = useState('')
  const { channels, isPending, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useChannels(written)
  if (error) throw error
  return (
    <Page
      title="Browse channels"
      header={
        <Link to="/new" search={{ kind: 'channel' }} className={buttonClass()}>
          New channel
        </Link>
      }
    >
      <div className="mx-auto flex min-h-full w-full max-w-2xl flex-col px-4 py-4 sm:px-6 sm:py-6">
        <SearchField label="Search channels" value={written} onChange={setWritten} className="mb-3" />
        <ul aria-label="Channels" aria-busy={isPending} className="flex flex-col">
          {channels.map((channel) => (
            <li key={channel.id} className="border-b border-subtle last:border-0">
              <ChannelRow channel={channel} />
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button
            onPress={() => void fetchNextPage()}
            isPending={isFetchingNextPage}
            className="mx-auto mt-4"
          >
            Show more
          </Button>
        )}
        {!isPending && channels.length === 0 && (
          <EmptyState
            icon={<Hash size={32} strokeWidth={1.5} aria-hidden="true" />}
            says={written === '' ? 'There is no channel yet.' : 'No channel matches that.'}
            action={
              <Link to="/new" search={{ kind: 'channel' }} className={buttonClass('action', 'large')}>
                Create a channel
              </Link>
            }
            shortcut={printKeys('Mod+K')}
          />
        )}
      </div>
    </Page>
  )
}
