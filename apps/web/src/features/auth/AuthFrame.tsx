import { type ReactNode, useEffect } from 'react'
import { Mark } from '../../lib/Mark.tsx'

type Props = { title: string; children: ReactNode; footer: ReactNode }

/** The page of somebody who is not signed in. */
export function AuthFrame({ title, children, footer }: Props) {
  useEffect(() => {
    document.title = `${title} — Chatterly`
  }, [title])
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-sidebar px-4 py-8">
      <div className="my-auto flex w-full max-w-sm flex-col gap-6">
        <div className="flex items-center gap-3 text-h2 font-[650] text-primary">
          <Mark />
          Chatterly
        </div>
        <section className="flex flex-col gap-5 rounded-md border border-subtle bg-raised p-6 shadow-popover">
          <h1 className="text-h2">{title}</h1>
          {children}
        </section>
        {footer && <p className="text-center text-ui text-secondary">{footer}</p>}
      </div>
    </main>
  )
}
