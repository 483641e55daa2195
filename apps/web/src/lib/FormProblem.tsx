import { CircleAlert } from 'lucide-react'

/** What is wrong with the whole of it; spoken when it appears. */
export function FormProblem({ words }: { words: string | undefined }) {
  return (
    <div role="alert" className="empty:hidden">
      {words && (
        <p className="flex items-start gap-2 rounded-sm border border-danger/50 bg-raised px-3 py-2 text-ui text-danger">
          <CircleAlert aria-hidden="true" size={16} className="mt-px shrink-0" />
          {words}
        </p>
      )}
    </div>
  )
}
