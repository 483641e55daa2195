import { Button, buttonClass } from '@chatterly/ui/Button'
import { Download } from 'lucide-react'
import { CopyButton } from '../../../lib/CopyButton.tsx'

/** Each signs in once where the app is lost. Nobody can show them again. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = codes.join('\n')
  return (
    <div className="flex flex-col gap-3 rounded-md border border-control bg-raised p-4">
      <div role="status" className="flex flex-col gap-1">
        <p className="text-message font-[550]">Keep these recovery codes: they are not shown again.</p>
        <p className="text-ui text-secondary">
          Each signs you in once where you do not have the app. Keep them anywhere but on the phone with the
          app.
        </p>
      </div>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-1.5 rounded-sm bg-sunken px-3 py-2.5"
      >
        {codes.map((code) => (
          <li key={code}>
            <code className="text-ui whitespace-nowrap select-all">{code}</code>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label="Copy them" />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="chatterly-recovery-codes.txt"
          className={buttonClass()}
        >
          <Download size={16} aria-hidden="true" />
          Download
        </a>
        <Button onPress={onDone}>I have them</Button>
      </div>
    </div>
  )
}
