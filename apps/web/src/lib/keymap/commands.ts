/** Where keys count. Everything but `global` lies inside an element with `data-keymap-scope`. */
export type Scope = 'global' | 'conversation' | 'composer' | 'message' | 'call'

export type Command = {
  id: CommandId
  /** Any of them. */
  keys: readonly string[]
  scope: Scope
  /** What it does, as the shortcut sheet says it. */
  label: string
  when?: 'notWriting' | 'atEdgeOfDraft'
  /** Commands with the same keys are asked in this order, the lowest first; each may pass the keys on. */
  rung?: number
  /** Answered while a dialog is open, too. */
  inDialogs?: boolean
  /** The part itself listens, because the keys mean something only there. The sheet shows them all the same. */
  isOwn?: boolean
}

type CommandShape = Omit<Command, 'id'> & { id: string }

const all = [
  {
    id: 'switcher.open',
    keys: ['Mod+K'],
    scope: 'global',
    label: 'Go to a conversation or a person',
    inDialogs: true,
  },
  {
    id: 'conversation.previous',
    keys: ['Alt+Up'],
    scope: 'global',
    label: 'Previous conversation',
    when: 'atEdgeOfDraft',
  },
  {
    id: 'conversation.next',
    keys: ['Alt+Down'],
    scope: 'global',
    label: 'Next conversation',
    when: 'atEdgeOfDraft',
  },
  { id: 'unread.previous', keys: ['Alt+Shift+Up'], scope: 'global', label: 'Previous unread conversation' },
  { id: 'unread.next', keys: ['Alt+Shift+Down'], scope: 'global', label: 'Next unread conversation' },
  { id: 'panel.toggle', keys: ['Mod+.'], scope: 'global', label: 'Show or hide the members' },
  { id: 'shortcuts.open', keys: ['Mod+/'], scope: 'global', label: 'Keyboard shortcuts', inDialogs: true },
  {
    id: 'shortcuts.ask',
    keys: ['?'],
    scope: 'global',
    label: 'Keyboard shortcuts, outside of fields',
    when: 'notWriting',
  },
  { id: 'regions.next', keys: ['F6'], scope: 'global', label: 'Next region', isOwn: true },
  { id: 'regions.previous', keys: ['Shift+F6'], scope: 'global', label: 'Previous region', isOwn: true },
  {
    id: 'edit.leave',
    keys: ['Escape'],
    scope: 'composer',
    label: 'Leave an edit; its words are kept',
    rung: 3,
    isOwn: true,
  },
  {
    id: 'message.leave',
    keys: ['Escape'],
    scope: 'message',
    label: 'Back to the composer',
    when: 'notWriting',
    rung: 4,
  },
  { id: 'panel.close', keys: ['Escape'], scope: 'global', label: 'Close the members', rung: 5 },
  { id: 'timeline.latest', keys: ['Escape'], scope: 'global', label: 'Jump to the latest message', rung: 6 },
  {
    id: 'conversation.markRead',
    keys: ['Escape'],
    scope: 'global',
    label: 'Mark the conversation read',
    rung: 7,
  },
  { id: 'timeline.unread', keys: ['Shift+PageUp'], scope: 'conversation', label: 'Oldest unread message' },
  { id: 'composer.send', keys: ['Enter'], scope: 'composer', label: 'Send', isOwn: true },
  { id: 'composer.newline', keys: ['Shift+Enter'], scope: 'composer', label: 'New line', isOwn: true },
  { id: 'composer.bold', keys: ['Mod+B'], scope: 'composer', label: 'Bold', isOwn: true },
  { id: 'composer.italic', keys: ['Mod+I'], scope: 'composer', label: 'Italic', isOwn: true },
  { id: 'composer.code', keys: ['Mod+E'], scope: 'composer', label: 'Code', isOwn: true },
  {
    id: 'composer.editLast',
    keys: ['Up'],
    scope: 'composer',
    label: 'Edit your last message, while nothing is written',
    isOwn: true,
  },
  { id: 'ring.answer', keys: ['Mod+Enter'], scope: 'global', label: 'Answer a call that rings' },
  { id: 'ring.decline', keys: ['Mod+Backspace'], scope: 'global', label: 'Decline a call that rings' },
  { id: 'ring.silence', keys: ['Escape'], scope: 'global', label: 'Silence a call that rings', rung: 1 },
  { id: 'call.muteAnywhere', keys: ['Mod+Shift+Space'], scope: 'global', label: 'Mute, from anywhere' },
  { id: 'call.mute', keys: ['M'], scope: 'call', label: 'Mute', when: 'notWriting' },
  { id: 'call.camera', keys: ['V'], scope: 'call', label: 'Camera on or off', when: 'notWriting' },
  { id: 'call.share', keys: ['Mod+Shift+E'], scope: 'call', label: 'Share a screen' },
  { id: 'call.hand', keys: ['Mod+Shift+Y'], scope: 'call', label: 'Raise a hand' },
  { id: 'call.talk', keys: ['Space'], scope: 'call', label: 'Hold to talk while muted', isOwn: true },
  { id: 'message.previous', keys: ['Up', 'K'], scope: 'message', label: 'Previous message' },
  { id: 'message.next', keys: ['Down', 'J'], scope: 'message', label: 'Next message' },
  { id: 'message.actions', keys: ['Enter'], scope: 'message', label: 'What can be done with the message' },
  { id: 'message.react', keys: ['Plus'], scope: 'message', label: 'React to the message' },
  { id: 'message.edit', keys: ['E'], scope: 'message', label: 'Edit the message' },
  { id: 'message.copyLink', keys: ['C'], scope: 'message', label: 'Copy the link to the message' },
  { id: 'message.delete', keys: ['Delete'], scope: 'message', label: 'Delete the message' },
  { id: 'message.latest', keys: ['End'], scope: 'message', label: 'Latest message', when: 'notWriting' },
] as const satisfies readonly CommandShape[]

export type CommandId = (typeof all)[number]['id']

/** Every keyboard command of the product, as data. */
export const commands: readonly Command[] = all

/**
 * @throws for an id that is not in the registry; the type allows none.
 */
export function commandOf(id: CommandId): Command {
  const command = commands.find((other) => other.id === id)
  if (command === undefined) throw new Error(`no command ${id}`)
  return command
}

/** Pairs that would answer the same keys at the same place, with nothing to say which goes first. */
export function clashes(list: readonly Command[]): [string, string][] {
  return list.flatMap((one, index) =>
    list
      .slice(index + 1)
      .filter((other) => one.scope === other.scope || one.scope === 'global' || other.scope === 'global')
      .filter((other) => one.keys.some((keys) => other.keys.includes(keys)))
      .filter((other) => one.rung === undefined || other.rung === undefined || one.rung === other.rung)
      .map((other): [string, string] => [one.id, other.id]),
  )
}
