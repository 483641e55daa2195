import type { IdentityView } from '@chatterly/protocol/auth/identities'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { Building2 } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../../lib/format.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { whenWords } from '../when-words.ts'

export function IdentityRow({ identity }: { identity: IdentityView }) {
  const { id: identityId, provider, email, createdAt, usedAt } = identity
  const utils = trpc.useUtils()
  const [isAsking, setIsAsking] = useState(false)
  const remove = useConfirmed((client) => client.identities.remove.mutate({ identityId }))
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-subtle px-4 py-3 last:border-0">
      <Building2 size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate text-message font-[550]">
          <bdi>{provider}</bdi>
        </p>
        {email !== null && (
          <p className="truncate text-meta text-secondary">
            <bdi>{email}</bdi>
          </p>
        )}
        <p className="text-meta text-secondary">
          {usedAt === null ? 'Never used' : `Last used ${whenWords(usedAt)}`} · linked {formatDay(createdAt)}
        </p>
        {remove.error && (
          <p role="alert" className="text-meta text-danger">
            {wordsOf(remove.error)}
          </p>
        )}
      </div>
      <Button
        aria-label={`Remove ${provider}`}
        isPending={remove.isPending}
        onPress={() => setIsAsking(true)}
      >
        Remove
      </Button>
      {isAsking && (
        <Confirm
          title={`Remove ${provider}?`}
          says="It does not sign you in here any more. The account there stays as it is."
          action="Remove"
          onConfirm={() => {
            setIsAsking(false)
            remove.mutate(undefined, { onSuccess: () => void utils.identities.list.invalidate() })
          }}
          onClose={() => setIsAsking(false)}
        />
      )}
    </li>
  )
}
