import type { TokenView } from '@chatterly/protocol/auth/personal-tokens'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../../lib/format.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { whenWords } from '../when-words.ts'
import { scopeLine } from './scope-words.ts'

export function TokenRow({ token }: { token: TokenView }) {
  const utils = trpc.useUtils()
  const [isAsking, setIsAsking] = useState(false)
  const revoke = trpc.tokens.revoke.useMutation({ onSuccess: () => utils.tokens.list.invalidate() })
  return (
    <li className="flex items-center gap-3 border-b border-subtle px-4 py-3 last:border-0">
      <KeyRound size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-message font-[550]">
          <bdi>{token.name}</bdi>
        </p>
        <p className="text-meta text-secondary">
          {scopeLine(token.scopes)}
          {token.usedAt === null ? ' · never used' : ` · last used ${whenWords(token.usedAt)}`}
          {` · ends ${formatDay(token.expiresAt)}`}
        </p>
      </div>
      <Button aria-label={`Revoke ${token.name}`} onPress={() => setIsAsking(true)}>
        Revoke
      </Button>
      {isAsking && (
        <Confirm
          title={`Revoke “${token.name}”?`}
          says="Whatever uses it is refused from now on. This cannot be undone."
          action="Revoke"
          isPending={revoke.isPending}
          error={revoke.error ? wordsOf(revoke.error) : undefined}
          onConfirm={() => revoke.mutate({ tokenId: token.id })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </li>
  )
}
