import type { InviteView } from '@chatterly/protocol/auth/invites'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { Link2, Mail } from 'lucide-react'
import { useState } from 'react'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { inviteLine, isOpen } from './invite-words.ts'

export function InviteRow({ invite, onRevoked }: { invite: InviteView; onRevoked: () => void }) {
  const utils = trpc.useUtils()
  const [isAsking, setIsAsking] = useState(false)
  const revoke = trpc.invites.revoke.useMutation({
    onSuccess: onRevoked,
    onSettled: () => utils.invites.list.invalidate(),
  })
  const label = invite.email === null ? 'Revoke the link' : `Revoke the invitation of ${invite.email}`
  const Icon = invite.email === null ? Link2 : Mail
  return (
    <li className="flex items-center gap-3 border-b border-subtle px-4 py-3 last:border-0">
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-message font-[550]">
          <bdi>{invite.email ?? 'Link to hand over'}</bdi>
        </p>
        <p className="text-meta text-secondary">{inviteLine(invite)}</p>
      </div>
      {isOpen(invite) && (
        <Button aria-label={label} onPress={() => setIsAsking(true)}>
          Revoke
        </Button>
      )}
      {isAsking && (
        <Confirm
          title="Revoke the invitation?"
          says="Its link opens nothing from now on."
          action="Revoke"
          isPending={revoke.isPending}
          error={revoke.error ? wordsOf(revoke.error) : undefined}
          onConfirm={() => revoke.mutate({ inviteId: invite.id })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </li>
  )
}
