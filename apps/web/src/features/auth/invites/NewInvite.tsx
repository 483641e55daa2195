import type { CreatedInvite } from '@chatterly/protocol/auth/invites'
import { Button } from '@chatterly/ui/Button'
import { CopyButton } from '../../../lib/CopyButton.tsx'
import { formatDay } from '../../../lib/format.ts'

type Props = { created: CreatedInvite; onDone: () => void }

/** An invitation that was just made: on its way, or to be handed over. */
export function NewInvite({ created: { invite, link }, onDone }: Props) {
  if (link === null)
    return (
      <p role="status" className="text-ui text-secondary">
        The invitation is on its way to <bdi className="break-words">{invite.email}</bdi>.
      </p>
    )
  // A server that was not told its own address gives the path alone.
  const address = new URL(link, location.origin).href
  return (
    <div role="status" className="flex flex-col gap-3 rounded-md border border-control bg-raised p-4">
      <p className="text-message font-[550]">Copy the link now: it is not shown again.</p>
      <code className="rounded-sm bg-sunken px-3 py-2 text-ui break-all select-all">{address}</code>
      <p className="text-ui text-secondary">
        {invite.email === null ? (
          'Whoever has it'
        ) : (
          <>
            Only <bdi className="break-words">{invite.email}</bdi>
          </>
        )}{' '}
        can make one account with it, until {formatDay(invite.expiresAt)}.
      </p>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={address} label="Copy the link" />
        <Button onPress={onDone}>I have it</Button>
      </div>
    </div>
  )
}
