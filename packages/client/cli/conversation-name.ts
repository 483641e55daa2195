import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'

/** What a conversation is called where it has no name of its own: after its people. */
export const conversationName = ({ name, people }: Pick<MyConversationView, 'name' | 'people'>) =>
  name ?? people.map(({ displayName }) => displayName).join(', ')
