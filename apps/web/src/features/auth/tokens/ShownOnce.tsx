import { Button } from '@chatterly/ui/Button'
import { CopyButton } from '../../../lib/CopyButton.tsx'

/** A token that was just made: nobody can show it again. */
export function ShownOnce({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div role="status" className="flex flex-col gap-3 rounded-md border border-control bg-raised p-4">
      <p className="text-message font-[550]">Copy the token now: it is not shown again.</p>
      <code className="rounded-sm bg-sunken px-3 py-2 text-ui break-all select-all">{token}</code>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={token} label="Copy the token" />
        <Button onPress={onDone}>I have it</Button>
      </div>
    </div>
  )
}
