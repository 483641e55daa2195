import { Landmark } from '@chatterly/ui/Landmark'
import { SearchField } from '@chatterly/ui/SearchField'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { SquarePen } from 'lucide-react'
import { useState } from 'react'
import { filterSections, rowsOf } from '../../features/conversations/sections.ts'
import { SyncStatus } from '../../realtime/SyncStatus.tsx'
import { InviteLink } from './InviteLink.tsx'
import { SidebarSections } from './SidebarSections.tsx'
import { useFindSections } from './use-sections.ts'

type Props = {
  className?: string
  /** It is all there is on the screen. */
  isPage?: boolean
}

export function Sidebar({ className = '', isPage = false }: Props) {
  const [written, setWritten] = useState('')
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })
  const findSections = useFindSections()
  const Heading = isPage ? 'h1' : 'h2'
  const goToFirst = () => {
    const first = rowsOf(filterSections(findSections(), written))[0]
    if (written === '' || first === undefined) return
    setWritten('')
    void navigate({ to: '/c/$conversationId', params: { conversationId: first.mine.id } })
  }
  return (
    <Landmark
      role="navigation"
      label="Conversations"
      className={`flex shrink-0 flex-col bg-sidebar ${className}`}
    >
      <div className="flex h-13 shrink-0 items-center justify-between ps-4 pe-2">
        <div className="flex items-center gap-1">
          <Heading className="text-title">Chatterly</Heading>
          <SyncStatus conversationId={conversationId} />
        </div>
        <Link
          to="/new"
          aria-label="New conversation"
          title="New conversation"
          className="inline-flex size-(--control) items-center justify-center rounded-sm text-secondary hover:bg-sidebar-hover hover:text-primary aria-[current=page]:bg-selected aria-[current=page]:text-primary"
        >
          <SquarePen size={18} strokeWidth={1.75} aria-hidden="true" />
        </Link>
      </div>
      <SearchField
        label="Filter conversations"
        placeholder="Filter"
        value={written}
        onChange={setWritten}
        onSubmit={goToFirst}
        className="mx-3 mb-2 shrink-0"
      />
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        <SidebarSections written={written} heading={isPage ? 'h2' : 'h3'} />
        {written === '' && <InviteLink />}
      </div>
    </Landmark>
  )
}
