import type { ProviderView } from '@chatterly/protocol/auth/identities'
import { buttonClass } from '@chatterly/ui/Button'
import { Building2 } from 'lucide-react'

type Props = { provider: ProviderView; returnTo?: string | undefined; invite?: string | undefined }

/** The server itself leads there and back, so it is a link and not a press. */
export function ProviderLink({ provider: { name, startPath }, returnTo, invite }: Props) {
  const query = new URLSearchParams({ ...(returnTo && { returnTo }), ...(invite && { invite }) }).toString()
  return (
    <a
      href={query === '' ? startPath : `${startPath}?${query}`}
      className={`${buttonClass('quiet', 'large')} min-w-0`}
    >
      <Building2 size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span className="truncate">
        Continue with <bdi>{name}</bdi>
      </span>
    </a>
  )
}
