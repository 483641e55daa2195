import type { PlantedBug } from './plant.ts'

const domain = 'packages/domain/src/'
const client = 'packages/client/src/'

/**
 * Bugs of the kind that such systems have had, each with the fault under which it shows and the invariants that may
 * notice it. A checker that misses one of them proves nothing by being green.
 */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'drop-publishes',
    words: 'every third publish is lost, and nobody looks for what is missing',
    under: 'calm',
    noticedBy: ['I4'],
    changes: [
      {
        file: `${domain}realtime/hub.ts`,
        from: 'track(bus.publish(conversationChannel(batch.conversationId), batch).then(() => undefined))',
        to: 'if (Math.random() > 1 / 3) track(bus.publish(conversationChannel(batch.conversationId), batch).then(() => undefined))',
      },
      { file: `${domain}realtime/reconciler.ts`, from: 'await topics.reconcile()', to: '' },
    ],
  },
  {
    name: 'no-second-duplicate-check',
    words: 'a key that was used is used again',
    under: 'calm',
    noticedBy: ['I2'],
    changes: [
      {
        // The statement lives in a migration, which is read when a program starts.
        file: 'packages/db/src/migrate.ts',
        from: 'sql.raw(statement)',
        to: "sql.raw(statement.replace('ON CONFLICT DO NOTHING', 'ON CONFLICT (actor_id, key) DO UPDATE SET result_id = excluded.result_id'))",
      },
    ],
  },
  {
    name: 'cursor-by-time',
    words: 'what is missing is read by the second it happened in, not by its number',
    under: 'F17',
    noticedBy: ['I4', 'I5'],
    changes: [
      {
        file: `${domain}realtime/read-events.ts`,
        from: 'gt(conversationEvents.seq, after)',
        to: "gt(conversationEvents.at, sql`coalesce((select date_trunc('second', known.at) + interval '1 second' from conversation_events known where known.conversation_id = ${conversationId} and known.seq = ${after}), '-infinity')`)",
      },
    ],
  },
  {
    name: 'resume-off-by-one',
    words: 'a resume begins one change too late',
    under: 'F17',
    noticedBy: ['I4', 'I5'],
    changes: [
      {
        file: `${domain}realtime/pull-changes.ts`,
        from: 'after: cursor, upTo: lastSeq',
        to: 'after: cursor + 1, upTo: lastSeq',
      },
      {
        file: `${domain}realtime/pull-changes.ts`,
        from: 'if (events[0]?.seq !== cursor + 1) return undefined',
        to: '',
      },
    ],
  },
  {
    name: 'dispatch-before-commit',
    words: 'everybody is told before it is committed',
    under: 'F10',
    noticedBy: ['I4'],
    changes: [
      inTransaction(
        'onWritten(outcomes.flatMap((outcome) => (outcome.kind === "written" ? [outcome.written] : [])))',
      ),
    ],
  },
  {
    name: 'ack-before-commit',
    words: 'the sender is answered before it is committed',
    under: 'F10',
    noticedBy: ['I1'],
    changes: [inTransaction('settle(batch, outcomes)')],
  },
  {
    name: 'membership-at-subscribe',
    words: 'who may listen is asked once, at the beginning',
    under: 'F25',
    noticedBy: ['I7'],
    changes: [
      {
        file: `${domain}realtime/topic.ts`,
        from: '(event) => endsMembership(event, subscriber.userId)',
        to: '(event) => event.seq < 0',
      },
    ],
  },
  {
    name: 'forgotten-epoch',
    words: 'cursors of another epoch are believed',
    under: 'rewind',
    noticedBy: ['I4'],
    changes: [
      {
        file: `${domain}realtime/pull-changes.ts`,
        from: 'const isSameEpoch = input.epoch === undefined || input.epoch === epoch',
        to: 'const isSameEpoch = true',
      },
    ],
  },
  {
    name: 'drop-for-slow-readers',
    words: 'who reads slowly is given what comes later, and never what came meanwhile',
    under: 'F16',
    noticedBy: ['I4', 'I5'],
    changes: [
      {
        file: `${domain}realtime/topic.ts`,
        from: 'if (place.isCatchingUp || subscriber.isPaused()) continue',
        to: 'if (subscriber.isPaused()) place.at = this.head\nif (place.isCatchingUp || subscriber.isPaused()) continue',
      },
    ],
  },
  {
    name: 'retry-without-key',
    words: 'each try of a message has a key of its own',
    under: 'F3',
    noticedBy: ['I2'],
    changes: [
      {
        file: `${client}outbox/outbox.ts`,
        from: 'this.#options.send({ conversationId, body, key })',
        to: 'this.#options.send({ conversationId, body, key: newClientKey() })',
      },
    ],
  },
  {
    name: 'cursor-of-another-conversation',
    words: 'a conversation is resumed from where another one stood',
    under: 'F17',
    noticedBy: ['I4', 'I5'],
    changes: [
      {
        file: `${domain}realtime/pull-changes.ts`,
        from: 'const cursor = input.cursors[membership.conversation.id]',
        to: 'const cursor = input.cursors[membership.conversation.id] === undefined ? undefined : Object.values(input.cursors)[0]',
      },
    ],
  },
  {
    name: 'unlogged-edit',
    words: 'a message is edited, and no change says so',
    under: 'calm',
    noticedBy: ['I3'],
    changes: [
      {
        file: `${domain}messages/edit-message.ts`,
        from: "log.record({ type: 'message.edited', actorId: userId, messageId })",
        to: '',
      },
    ],
  },
  {
    name: 'rings-on',
    words: 'what is told of a call counts as older than what is known, and no device is told to be silent',
    under: 'F4',
    noticedBy: ['I10'],
    changes: [
      {
        file: `${domain}calls/event-views.ts`,
        from: 'return { call, userId: userId ?? null }',
        to: 'return { call: { ...call, fence: 1 }, userId: userId ?? null }',
      },
      {
        file: `${domain}calls/change-call.ts`,
        from: 'if (!rungNow.has(userId))',
        to: 'if (rungNow.size > rungBefore.length)',
      },
    ],
  },
  {
    name: 'left-open',
    words: 'a call in which nobody is heard any more stays open',
    under: 'F29',
    noticedBy: ['I10'],
    changes: [
      {
        file: `${domain}calls/sweep-silent.ts`,
        from: "if (lately.size === 0) return advanceCall(locked, 'end', { actorId: null, userId: null })",
        to: 'if (lately.size === 0) return',
      },
    ],
  },
]

/** The statement in a transaction that is still open, for a moment, when something is done with its outcome. */
function inTransaction(early: string) {
  return {
    file: `${domain}messages/message-writer.ts`,
    from: `await writeBatch(
          db,
          batch.map((item) => item.draft),
        ),`,
    to: `await db.transaction(async (tx) => {
          const outcomes = await writeBatch(
            tx,
            batch.map((item) => item.draft),
          )
          ${early}
          await new Promise((resolve) => setTimeout(resolve, 25))
          return outcomes
        }),`,
  }
}
