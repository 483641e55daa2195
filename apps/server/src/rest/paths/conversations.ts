import { deleteOrLeave } from '../readings.ts'
import type { RestPath } from '../rest-path.ts'

/** `participants` and `memberships` are two words for the same: a membership has the id of its person. */
export const conversationPaths: RestPath[] = [
  {
    method: 'get',
    path: '/conversations',
    procedure: 'conversations.list',
    cache: 'short',
    summary: 'One’s conversations, the most recently active first.',
  },
  {
    method: 'post',
    path: '/conversations',
    procedure: 'conversations.create',
    names: { type: 'kind', title: 'name', participant_ids: 'memberIds', description: 'topic' },
    status: 201,
    summary: 'Make a conversation. Two people have one direct conversation, and are given it again.',
  },
  {
    method: 'get',
    path: '/conversations/{conversationId}',
    procedure: 'conversations.get',
    summary: 'One conversation.',
  },
  {
    method: 'patch',
    path: '/conversations/{conversationId}',
    procedure: 'conversations.update',
    names: { title: 'name', description: 'topic' },
    summary: 'Change the name or the topic.',
  },
  {
    method: 'delete',
    path: '/conversations/{conversationId}',
    procedure: 'conversations.delete',
    reading: deleteOrLeave,
    summary: 'Delete the conversation for everybody, as its owner; leave it, as a member.',
  },
  {
    method: 'get',
    path: '/conversations/{conversationId}/participants',
    procedure: 'conversations.members',
    summary: 'Who is in a conversation, in the order they came.',
  },
  ...(['participants', 'memberships'] as const).map((word) => ({
    method: 'post' as const,
    path: `/conversations/{conversationId}/${word}` as const,
    procedure: 'conversations.addMember' as const,
    names: { participant_id: 'userId', id: 'userId' },
    status: 201 as const,
    summary: 'Bring somebody in.',
  })),
  {
    method: 'delete',
    path: '/conversations/{conversationId}/participants/{userId}',
    procedure: 'conversations.removeMember',
    summary: 'Remove somebody, or leave.',
  },
  {
    method: 'delete',
    path: '/conversations/{conversationId}/memberships/{membershipId}',
    procedure: 'conversations.removeMember',
    names: { membershipId: 'userId' },
    summary: 'Remove somebody, or leave.',
  },
  {
    method: 'patch',
    path: '/conversations/{conversationId}/participants/{userId}',
    procedure: 'conversations.changeRole',
    summary: 'Give somebody another role.',
  },
  {
    method: 'get',
    path: '/channels',
    procedure: 'conversations.browse',
    summary: 'The public channels, by name.',
  },
  {
    method: 'post',
    path: '/conversations/{conversationId}/join',
    procedure: 'conversations.join',
    summary: 'Join a public channel.',
  },
  {
    method: 'post',
    path: '/conversations/{conversationId}/leave',
    procedure: 'conversations.leave',
    summary: 'Leave a conversation.',
  },
  {
    method: 'put',
    path: '/conversations/{conversationId}/read',
    procedure: 'receipts.markRead',
    summary: 'Mark a conversation as read up to a message’s number.',
  },
  {
    method: 'post',
    path: '/sync',
    procedure: 'sync.pull',
    summary: 'What was missed since the numbers known of one’s conversations.',
  },
]
