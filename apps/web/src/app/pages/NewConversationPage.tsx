import { type CreateConversation, ConversationName } from '@chatterly/protocol/conversations/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { Button } from '@chatterly/ui/Button'
import { Choice } from '@chatterly/ui/Choice'
import { TextField } from '@chatterly/ui/TextField'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useCreateConversation } from '../../features/conversations/use-create-conversation.ts'
import { PeoplePicker } from '../../features/users/PeoplePicker.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'
import { Page } from '../Page.tsx'

const kinds = [
  { value: 'people', label: 'People', hint: 'One person, or a private group.' },
  { value: 'channel', label: 'Channel', hint: 'Anybody here may find it and join.' },
] as const

type Wanted = Omit<CreateConversation, 'key'>

export function NewConversationPage() {
  const { create, isPending, error } = useCreateConversation()
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>(
    useSearch({ from: '/signed-in/new' }).kind ?? 'people',
  )
  const [people, setPeople] = useState<UserView[]>([])
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const [nameProblem, setNameProblem] = useState<string>()
  const isGroup = kind === 'people' && people.length > 1
  const isChannel = kind === 'channel'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const memberIds = people.map(({ id }) => id)
    const problem = isChannel || (isGroup && name.trim() !== '') ? problemOf(name) : undefined
    setNameProblem(problem)
    if (problem !== undefined || (!isChannel && people.length === 0)) return
    const wanted: Wanted = isChannel ? { kind: 'channel', memberIds } : { memberIds }
    if (isChannel || (isGroup && name.trim() !== '')) wanted.name = name.trim()
    if (isChannel && topic.trim() !== '') wanted.topic = topic.trim()
    create(wanted)
  }

  return (
    <Page title="New conversation" hasOwnFocus>
      <form onSubmit={submit} className="mx-auto flex max-w-xl flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8">
        <Choice label="What kind" options={kinds} value={kind} onChange={setKind} />
        {isChannel && (
          <>
            <TextField
              label="Name"
              value={name}
              onChange={setName}
              error={nameProblem}
              autoFocus
              hint="What it is about, in a word or two."
            />
            <TextField
              label="Topic"
              value={topic}
              onChange={setTopic}
              maxLength={250}
              hint="Optional. Shown beside the name."
            />
          </>
        )}
        <div className="flex flex-col gap-1">
          <span aria-hidden="true" className="text-ui font-[550]">
            {isChannel ? 'Bring people along' : 'With whom'}
          </span>
          <PeoplePicker
            label={isChannel ? 'Bring people along' : 'With whom'}
            picked={people}
            onChange={setPeople}
            isAutoFocused={!isChannel}
          />
        </div>
        {isGroup && (
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            error={nameProblem}
            hint="Optional. Without one it is called after its people."
          />
        )}
        <FormProblem words={error ? wordsOf(error) : undefined} />
        <div className="flex justify-end">
          <Button
            type="submit"
            look="action"
            size="large"
            isPending={isPending}
            isDisabled={!isChannel && people.length === 0}
          >
            {isChannel
              ? 'Create channel'
              : isGroup
                ? 'Create group'
                : people[0]
                  ? `Write to ${people[0].displayName}`
                  : 'Start'}
          </Button>
        </div>
      </form>
    </Page>
  )
}

const problemOf = (name: string) => ConversationName.safeParse(name).error?.issues[0]?.message
