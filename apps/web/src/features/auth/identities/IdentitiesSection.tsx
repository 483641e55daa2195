import { Button } from '@chatterly/ui/Button'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { pageFacts } from '../../../lib/page-facts.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { IdentityRow } from './IdentityRow.tsx'
import { useProviders } from './use-providers.ts'

/** Accounts elsewhere that sign somebody in here. */
export function IdentitiesSection() {
  const providers = useProviders()
  const { data } = trpc.identities.list.useQuery(undefined, pageFacts)
  const link = useConfirmed((client) =>
    client.identities.beginLink.mutate({ returnTo: '/settings/security' }),
  )
  if (!data || (providers.length === 0 && data.items.length === 0)) return null
  const unlinked = providers.find(({ name }) => data.items.every(({ provider }) => provider !== name))
  return (
    <Section
      title="Other accounts"
      says="Accounts elsewhere that sign you in here, as safely as they are kept there."
      action={
        unlinked && (
          <Button
            isPending={link.isPending}
            onPress={() => link.mutate(undefined, { onSuccess: ({ url }) => location.assign(url) })}
          >
            Link {unlinked.name}
          </Button>
        )
      }
    >
      <ul
        aria-label="Other accounts"
        className="flex flex-col rounded-md border border-subtle bg-raised empty:hidden"
      >
        {data.items.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} />
        ))}
      </ul>
      <FormProblem words={link.error ? wordsOf(link.error) : undefined} />
    </Section>
  )
}
