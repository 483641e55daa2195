import type { ReactNode } from 'react'

/** What one may do instead of the form above it. */
export function OtherWays({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3 text-meta text-secondary">
        <hr className="flex-1 border-subtle" />
        or
        <hr className="flex-1 border-subtle" />
      </div>
      {children}
    </div>
  )
}
