import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { pageFacts } from '../../../lib/page-facts.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { NewTokenForm } from './NewTokenForm.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { TokenRow } from './TokenRow.tsx'

/** What somebody’s own programs sign in with. */
export function TokensSection() {
  const utils = trpc.useUtils()
  const [isMaking, setIsMaking] = useState(false)
  const [token, setToken] = useState<string>()
  const { data } = trpc.tokens.list.useQuery(undefined, pageFacts)
  const remember = (made: string) => {
    setToken(made)
    setIsMaking(false)
    void utils.tokens.list.invalidate()
  }
  return (
    <Section
      title="Access tokens"
      says="A token lets a program of yours act as you, within what you allow it, until it ends. It never reaches your account itself."
      action={
        !isMaking && (
          <Button look="action" onPress={() => setIsMaking(true)}>
            New token
          </Button>
        )
      }
    >
      {isMaking && <NewTokenForm onMade={remember} onCancel={() => setIsMaking(false)} />}
      {token !== undefined && <ShownOnce token={token} onDone={() => setToken(undefined)} />}
      {data?.items.length === 0 && !isMaking && token === undefined && (
        <p className="text-ui text-secondary">You have none.</p>
      )}
      <ul
        aria-label="Access tokens"
        className="flex flex-col rounded-md border border-subtle bg-raised empty:hidden"
      >
        {data?.items.map((each) => (
          <TokenRow key={each.id} token={each} />
        ))}
      </ul>
    </Section>
  )
}
