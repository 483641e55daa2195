import type { ConversationKind, MemberRole } from './shapes.ts'

type InKind = { kind: ConversationKind }
type InRole = { role: MemberRole }

export const isModerator = (member: InRole) => member.role !== 'member'

/** Anybody signed in may see that it exists, read what it is about, and join. */
export const isPublic = (conversation: InKind) => conversation.kind === 'channel'

/** Those who join may read what was said before. Groups begin, for each member, where they joined. */
export const isHistoryOpen = (conversation: InKind) => conversation.kind !== 'group'

/** The first change whose message a member may see: groups begin for each member where they joined. */
export const visibleFrom = (conversation: InKind, member: { joinedSeq: number }) =>
  isHistoryOpen(conversation) ? 0 : member.joinedSeq

/** A direct conversation always has its two people. */
export const hasFixedMembers = (conversation: InKind) => conversation.kind === 'direct'

/** In a channel everybody may bring others; in a group those who keep it. */
export const canAddMember = (conversation: InKind, member: InRole) =>
  !hasFixedMembers(conversation) && (isPublic(conversation) || isModerator(member))

/** Owners remove anybody, admins only members. */
export const canRemoveMember = (conversation: InKind, member: InRole, other: InRole) =>
  !hasFixedMembers(conversation) &&
  (member.role === 'owner' || (member.role === 'admin' && other.role === 'member'))

/** Its name and its topic are for those who keep it. */
export const canUpdateConversation = (conversation: InKind, member: InRole) =>
  !hasFixedMembers(conversation) && isModerator(member)

/** So is its end. */
export const canDeleteConversation = (conversation: InKind, member: InRole) =>
  !hasFixedMembers(conversation) && isModerator(member)

/** Owners say who keeps the conversation with them. */
export const canChangeRole = (conversation: InKind, member: InRole) =>
  !hasFixedMembers(conversation) && member.role === 'owner'
