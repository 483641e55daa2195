/**
 * The one order of the slices: each imports only those to its left. `log` is the kernel below all of them,
 * `realtime` stands above all of them.
 */
export const sliceOrder = [
  'log',
  'network',
  'flags',
  'users',
  'auth',
  'conversations',
  'media',
  'messages',
  'reactions',
  'receipts',
  'presence',
  'typing',
  'calls',
  'applications',
  'search',
  'notifications',
  'webhooks',
  'compliance',
  'admin',
  'realtime',
]

/**
 * Imports of packages/protocol that may point to the right, each for a reason.
 *
 * @type {{ from: string, to: string, typesOnly: boolean, reason: string }[]}
 */
export const protocolExceptions = [
  {
    from: '^packages/protocol/src/[^/]+/events\\.ts$',
    to: '^packages/protocol/src/realtime/define-event\\.ts$',
    typesOnly: false,
    reason: 'How an event is written down is the kernel of protocol, as `log` is the kernel of domain.',
  },
  {
    from: '^packages/protocol/src/[^/]+/apply\\.ts$',
    to: '^packages/protocol/src/realtime/events\\.ts$',
    typesOnly: true,
    reason: 'Each slice applies its share of the union of all events; only the type knows the whole.',
  },
  {
    from: '^packages/protocol/src/conversations/shapes\\.ts$',
    to: '^packages/protocol/src/messages/shapes\\.ts$',
    typesOnly: false,
    reason: 'A conversation is listed with its last message; in domain that view is part of `log`.',
  },
]
