import { byPlace, ofMessage, readUpTo, removeReactionById } from '../readings.ts'
import type { RestPath } from '../rest-path.ts'

const IN_CONVERSATION = '/conversations/{conversationId}/messages'
const ONE = `${IN_CONVERSATION}/{messageId}` as const

export const messagePaths: RestPath[] = [
  {
    method: 'get',
    path: IN_CONVERSATION,
    procedure: 'messages.list',
    reading: byPlace,
    cache: 'tagged',
    summary:
      'A stretch of the timeline, the oldest message first; the newest stretch, unless a place is named.',
  },
  {
    method: 'post',
    path: IN_CONVERSATION,
    procedure: 'messages.send',
    names: { content: 'body', text: 'body' },
    status: 201,
    summary: 'Say something.',
  },
  { method: 'get', path: ONE, procedure: 'messages.get', cache: 'tagged', summary: 'One message.' },
  {
    method: 'patch',
    path: ONE,
    procedure: 'messages.edit',
    names: { content: 'body', text: 'body' },
    summary: 'Give one’s own message other words.',
  },
  {
    method: 'delete',
    path: ONE,
    procedure: 'messages.delete',
    summary: 'Delete a message: its place stays, its words are shown nowhere.',
  },
  {
    method: 'post',
    path: `${ONE}/reactions`,
    procedure: 'reactions.add',
    status: 201,
    summary: 'React to a message.',
  },
  {
    method: 'delete',
    path: `${ONE}/reactions/{emoji}`,
    procedure: 'reactions.remove',
    summary: 'Take one’s own reaction back, by its emoji.',
  },
  {
    method: 'get',
    path: `${ONE}/receipts`,
    procedure: 'receipts.list',
    summary: 'Who has read a message, and when.',
  },
  {
    method: 'post',
    path: '/reactions',
    procedure: 'reactions.add',
    reading: ofMessage('reactions.add'),
    status: 201,
    summary: 'React to a message.',
  },
  { method: 'get', path: '/reactions/{reactionId}', procedure: 'reactions.get', summary: 'One reaction.' },
  {
    method: 'delete',
    path: '/reactions/{reactionId}',
    procedure: 'reactions.remove',
    reading: removeReactionById,
    summary: 'Take one’s own reaction back, by its id.',
  },
  {
    method: 'post',
    path: '/messages/{messageId}/reactions',
    procedure: 'reactions.add',
    reading: ofMessage('reactions.add'),
    status: 201,
    summary: 'React to a message.',
  },
  {
    method: 'delete',
    path: '/messages/{messageId}/reactions/{emoji}',
    procedure: 'reactions.remove',
    reading: ofMessage('reactions.remove'),
    summary: 'Take one’s own reaction back, by its emoji.',
  },
  {
    method: 'post',
    path: '/messages/{messageId}/read',
    procedure: 'receipts.markRead',
    reading: readUpTo,
    summary: 'Mark a conversation as read up to this message.',
  },
  {
    method: 'get',
    path: '/messages/{messageId}/receipts',
    procedure: 'receipts.list',
    reading: ofMessage('receipts.list'),
    summary: 'Who has read a message, and when.',
  },
]
