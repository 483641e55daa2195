import type { Registration } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'

type Props = { registration: Exclude<Registration, 'open'>; onFirst: () => void }

/** Instead of the form, where it would be refused: to everybody but whoever comes first to an empty installation. */
export function NobodyRegisters({ registration, onFirst }: Props) {
  return (
    <>
      <p className="text-message text-secondary">{words[registration]}</p>
      <p className="text-ui text-secondary">Only the first person on a new server needs nothing of it.</p>
      <Button size="large" onPress={onFirst}>
        I am the first here
      </Button>
    </>
  )
}

const words = {
  invite:
    'Registering here needs an invitation. Ask whoever looks after this server, and open the link you are given.',
  closed: 'Nobody can register here. Ask whoever looks after this server for an account.',
} as const
