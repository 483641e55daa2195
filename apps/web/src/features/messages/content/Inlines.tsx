import type { Inline } from '@chatterly/protocol/messages/content'
import type { ReactNode } from 'react'
import { safeHref } from './safe-href.ts'

/** Parts never move within a message, so their place is their key. */
export const Inlines = ({ inlines }: { inlines: Inline[] }) => (
  <>
    {inlines.map((inline, place) => (
      <InlinePart key={place} inline={inline} />
    ))}
  </>
)

function InlinePart({ inline }: { inline: Inline }): ReactNode {
  switch (inline.type) {
    case 'text':
      return inline.text
    case 'code':
      return (
        <bdi>
          <code className="rounded-xs border border-subtle bg-sunken px-1 font-mono text-[0.9em]">
            {inline.text}
          </code>
        </bdi>
      )
    case 'break':
      return <br />
    case 'link':
      return (
        <Link href={inline.href}>
          <Inlines inlines={inline.children} />
        </Link>
      )
    case 'strong':
      return (
        <strong className="font-[650]">
          <Inlines inlines={inline.children} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines inlines={inline.children} />
        </s>
      )
  }
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  const safe = safeHref(href)
  if (safe === null) return children
  return (
    <bdi>
      <a
        href={safe}
        target="_blank"
        rel="noopener noreferrer"
        className="text-link underline underline-offset-2"
      >
        {children}
      </a>
    </bdi>
  )
}
