import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { useState } from 'react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { pageFacts } from '../../../lib/page-facts.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { DeviceRow } from './DeviceRow.tsx'

/** Where somebody is signed in. What ends here is signed out at once. */
export function DevicesSection() {
  const utils = trpc.useUtils()
  const [isAsking, setIsAsking] = useState(false)
  const { data } = trpc.sessions.list.useQuery(undefined, pageFacts)
  const revokeOthers = trpc.sessions.revokeOthers.useMutation({
    onSettled: () => {
      setIsAsking(false)
      return utils.sessions.list.invalidate()
    },
  })
  const devices = data?.items ?? []
  const current = devices.find(({ id }) => id === data?.currentId)
  const others = devices.filter((device) => device !== current)
  return (
    <Section
      title="Signed in"
      says="Browsers and programs that act as you. Sign out what you do not know, then change your password."
      action={
        others.length > 0 && (
          <Button look="danger" onPress={() => setIsAsking(true)}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <FormProblem words={revokeOthers.error ? wordsOf(revokeOthers.error) : undefined} />
      <ul
        aria-label="Devices"
        aria-busy={data === undefined}
        className="flex flex-col rounded-md border border-subtle bg-raised empty:hidden"
      >
        {current && <DeviceRow device={current} isCurrent />}
        {others.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      {isAsking && (
        <Confirm
          title="Sign out everywhere else?"
          says="Only this browser stays signed in. Your access tokens go on working."
          action="Sign out the others"
          isPending={revokeOthers.isPending}
          onConfirm={() => revokeOthers.mutate()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Section>
  )
}
