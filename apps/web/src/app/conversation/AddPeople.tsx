import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { useAddMembers } from '../../features/conversations/use-change-members.ts'
import { useMembers } from '../../features/conversations/use-members.ts'
import { PeoplePicker } from '../../features/users/PeoplePicker.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'

type Props = { mine: MyConversationView; onDone: () => void }

export function AddPeople({ mine, onDone }: Props) {
  const [people, setPeople] = useState<UserView[]>([])
  const { members } = useMembers(mine.id)
  const add = useAddMembers(mine.id)
  return (
    // Not a fieldset: that would draw its own frame
    <div
      role="group"
      aria-label="Add people"
      className="flex flex-col gap-3 p-2 pb-4"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The next Escape closes the panel.
        event.preventDefault()
        onDone()
      }}
    >
      <PeoplePicker
        label="People to add"
        picked={people}
        onChange={setPeople}
        without={new Set(members.map(({ user }) => user.id))}
        isAutoFocused
      />
      <FormProblem words={add.error ? wordsOf(add.error) : undefined} />
      <div className="flex justify-end gap-2">
        <Button onPress={onDone}>Cancel</Button>
        <Button
          look="action"
          isDisabled={people.length === 0}
          isPending={add.isPending}
          onPress={() =>
            add.mutate(
              people.map(({ id }) => id),
              { onSuccess: onDone },
            )
          }
        >
          Add
        </Button>
      </div>
    </div>
  )
}
