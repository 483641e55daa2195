import { buttonClass } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { Link } from '@tanstack/react-router'

export function NotFound() {
  return (
    <main className="flex h-full min-h-0 flex-1">
      <EmptyState
        says="There is nothing at this address."
        action={
          <Link to="/" className={buttonClass('action')}>
            Go home
          </Link>
        }
      />
    </main>
  )
}
