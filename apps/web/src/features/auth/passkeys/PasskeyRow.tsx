import type { PasskeyView } from '@chatterly/protocol/auth/passkeys'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../../lib/format.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { whenWords } from '../when-words.ts'
import { RenamePasskeyForm } from './RenamePasskeyForm.tsx'

export function PasskeyRow({ passkey }: { passkey: PasskeyView }) {
  const utils = trpc.useUtils()
  const [doing, setDoing] = useState<'renaming' | 'removing'>()
  const refresh = () => void utils.passkeys.list.invalidate()
  const stop = () => setDoing(undefined)
  const remove = useConfirmed((client) => client.passkeys.remove.mutate({ passkeyId: passkey.id }))
  const { name } = passkey
  if (doing === 'renaming')
    return (
      <li className="border-b border-subtle px-4 py-3 last:border-0">
        <RenamePasskeyForm
          passkey={passkey}
          onRenamed={() => {
            stop()
            refresh()
          }}
          onCancel={stop}
        />
      </li>
    )
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-subtle px-4 py-3 last:border-0">
      <Fingerprint size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate text-message font-[550]">
          <bdi>{name}</bdi>
        </p>
        <p className="text-meta text-secondary">{factsOf(passkey)}</p>
        {remove.error && (
          <p role="alert" className="text-meta text-danger">
            {wordsOf(remove.error)}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <Button aria-label={`Rename ${name}`} onPress={() => setDoing('renaming')}>
          Rename
        </Button>
        <Button
          aria-label={`Remove ${name}`}
          isPending={remove.isPending}
          onPress={() => setDoing('removing')}
        >
          Remove
        </Button>
      </div>
      {doing === 'removing' && (
        <Confirm
          title={`Remove “${name}”?`}
          says="It does not sign you in any more. Your device may go on offering it until you delete it there too."
          action="Remove"
          onConfirm={() => {
            stop()
            remove.mutate(undefined, { onSuccess: refresh })
          }}
          onClose={stop}
        />
      )}
    </li>
  )
}

const factsOf = ({ createdAt, usedAt, isSynced }: PasskeyView) =>
  [
    usedAt === null ? 'Never used' : `Last used ${whenWords(usedAt)}`,
    `made ${formatDay(createdAt)}`,
    ...(isSynced ? ['on your other devices too'] : []),
  ].join(' · ')
