import { type ReactNode, useId } from 'react'

type Props = {
  title: string
  /** What it is for, where the title alone does not say it. */
  says?: ReactNode
  /** Beside the title. */
  action?: ReactNode
  children?: ReactNode
}

/** A part of a page of settings. */
export function Section({ title, says, action, children }: Props) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 border-t border-subtle pt-6 first:border-0 first:pt-0"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
          <h2 id={id} className="text-title">
            {title}
          </h2>
          {says && <p className="text-ui text-secondary">{says}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
