import { canAddMember, hasFixedMembers } from '@chatterly/protocol/conversations/policy'
import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Button } from '@chatterly/ui/Button'
import { IconButton } from '@chatterly/ui/IconButton'
import { Landmark } from '@chatterly/ui/Landmark'
import { UserRoundPlus, X } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { LeaveButton } from '../../features/conversations/LeaveButton.tsx'
import { MemberList } from '../../features/conversations/MemberList.tsx'
import { useLayout } from '../../lib/layout.ts'
import { AddPeople } from './AddPeople.tsx'

type Props = { mine: MyConversationView; onClose: () => void }

const places = {
  full: 'w-100 border-s border-subtle',
  overlay: 'absolute inset-y-0 end-0 z-(--z-panel) w-100 border-s border-subtle shadow-popover',
  drawer: 'absolute inset-y-0 end-0 z-(--z-panel) w-100 border-s border-subtle shadow-popover',
  stack: 'absolute inset-0 z-(--z-panel)',
} as const

/** Beside the timeline where there is room, over it where there is not. Focus comes here and goes back. */
export function MembersPanel({ mine, onClose }: Props) {
  const layout = useLayout()
  const [isAdding, setAdding] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const stopAdding = () => {
    setAdding(false)
    heading.current?.focus()
  }
  useFocusWhileOpen(heading)
  return (
    <Landmark
      role="complementary"
      label="Members"
      className={`flex min-h-0 shrink-0 flex-col bg-canvas ${places[layout]}`}
    >
      <div className="flex h-13 shrink-0 items-center justify-between border-b border-subtle ps-4 pe-2">
        <h2 ref={heading} tabIndex={-1} className="text-title">
          Members
        </h2>
        <IconButton
          label="Close the members"
          shortcut="Esc"
          icon={<X size={18} aria-hidden="true" />}
          onPress={onClose}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {canAddMember(mine, mine.me) && !isAdding && (
          <Button
            look="plain"
            className="mb-1 min-h-12! w-full justify-start! gap-3! px-[0.4375rem]! text-primary!"
            onPress={() => setAdding(true)}
          >
            <span className="inline-flex size-9 items-center justify-center rounded-full bg-sunken">
              <UserRoundPlus size={18} strokeWidth={1.75} aria-hidden="true" />
            </span>
            Add people
          </Button>
        )}
        {isAdding && <AddPeople mine={mine} onDone={stopAdding} />}
        <MemberList mine={mine} />
      </div>
      {!hasFixedMembers(mine) && (
        <div className="shrink-0 border-t border-subtle p-3">
          <LeaveButton mine={mine} />
        </div>
      )}
    </Landmark>
  )
}

function useFocusWhileOpen(heading: RefObject<HTMLElement | null>) {
  const before = useRef<Element | null>(null)
  useEffect(() => {
    before.current ??= document.activeElement
    heading.current?.focus()
    return () => {
      const isLost = document.activeElement === document.body || document.activeElement === null
      if (isLost && before.current instanceof HTMLElement && before.current.isConnected)
        before.current.focus()
    }
  }, [heading])
}
