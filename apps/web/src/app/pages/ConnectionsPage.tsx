import { CONNECTION_REPORT_DAYS } from '@chatterly/protocol/calls/connection'
import { Button } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { Activity } from 'lucide-react'
import { ConnectionTable } from '../../features/calls/figures/ConnectionTable.tsx'
import { useConnectionFigures } from '../../features/calls/figures/use-connection-figures.ts'
import { openCheck } from '../../features/calls/seat/seat-store.ts'
import { formatCount } from '../../lib/format.ts'
import { Page } from '../Page.tsx'

/** For administrators: which step of connecting fails, and for how many. */
export function ConnectionsPage() {
  const { data: figures, error } = useConnectionFigures()
  if (error) throw error
  const check = () => openCheck({ wantsCamera: false })
  return (
    <Page
      title="Call connections"
      header={figures && figures.reports > 0 && <Button onPress={check}>Check my connection</Button>}
    >
      <div className="mx-auto flex min-h-full w-full max-w-4xl flex-col gap-5 px-2 py-4 sm:px-6 sm:py-6">
        {figures && figures.reports > 0 && (
          <>
            <p className="max-w-[72ch] px-2 text-message text-secondary sm:px-3">
              {counted(figures.reports, 'report')} from {counted(figures.people, 'person', 'people')} in the
              last {CONNECTION_REPORT_DAYS} days: connections that people checked, and calls that did not
              connect. Whose they were is not shown.
            </p>
            <ConnectionTable stages={figures.stages} />
          </>
        )}
        {figures?.reports === 0 && (
          <EmptyState
            icon={<Activity size={32} strokeWidth={1.5} aria-hidden="true" />}
            says={`In the last ${CONNECTION_REPORT_DAYS} days nobody has checked a connection, and no call has failed to connect.`}
            action={
              <Button look="action" size="large" onPress={check}>
                Check my connection
              </Button>
            }
          />
        )}
      </div>
    </Page>
  )
}

const counted = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`
