import type { CreatedInvite } from '@chatterly/protocol/auth/invites'
import { useState } from 'react'
import { pageFacts } from '../../../lib/page-facts.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { useAccountOptions } from '../use-account-options.ts'
import { InviteRow } from './InviteRow.tsx'
import { NewInvite } from './NewInvite.tsx'
import { NewInviteForm } from './NewInviteForm.tsx'

/** For administrators: letting people in. */
export function InvitesSection() {
  const utils = trpc.useUtils()
  const options = useAccountOptions()
  const { data } = trpc.invites.list.useQuery(undefined, pageFacts)
  const [made, setMade] = useState<CreatedInvite>()
  const remember = (created: CreatedInvite) => {
    setMade(created)
    void utils.invites.list.invalidate()
  }
  return (
    <>
      <Section
        title="Invite somebody"
        says={
          options?.registration === 'closed'
            ? 'Nobody can register on this server, with an invitation or without one.'
            : 'With an invitation somebody makes one account here. It is a link that works once.'
        }
      >
        {options && options.registration !== 'closed' && (
          <NewInviteForm sendsMail={options.sendsMail} onMade={remember} />
        )}
        {made && <NewInvite created={made} onDone={() => setMade(undefined)} />}
      </Section>
      <Section title="Invitations">
        {data?.items.length === 0 && <p className="text-ui text-secondary">Nobody was invited yet.</p>}
        <ul
          aria-label="Invitations"
          aria-busy={data === undefined}
          className="flex flex-col rounded-md border border-subtle bg-raised empty:hidden"
        >
          {data?.items.map((invite) => (
            <InviteRow
              key={invite.id}
              invite={invite}
              onRevoked={() => made?.invite.id === invite.id && setMade(undefined)}
            />
          ))}
        </ul>
      </Section>
    </>
  )
}
