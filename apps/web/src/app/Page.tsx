import { Landmark } from '@chatterly/ui/Landmark'
import { type ReactNode, useEffect, useRef } from 'react'
import { useNamePage } from './page-title.ts'
import { PageHeader } from './shell/PageHeader.tsx'

type Props = {
  title: string
  /** Instead of the title alone. */
  header?: ReactNode
  /** Where the focus goes when the page opens: the title, unless the page has a field that wants it. */
  hasOwnFocus?: boolean
  children: ReactNode
}

/** A page of the signed-in area other than a conversation. */
export function Page({ title, header, hasOwnFocus = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useNamePage(title)
  useEffect(() => {
    if (!hasOwnFocus) heading.current?.focus({ preventScroll: true })
  }, [hasOwnFocus])
  return (
    <Landmark role="main" label={title} id="main" className="flex min-h-0 flex-1 flex-col">
      <PageHeader>
        <h1 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-title">
          {title}
        </h1>
        {header}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </Landmark>
  )
}
