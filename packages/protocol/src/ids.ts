import { z } from 'zod'

/** In small letters, as PostgreSQL writes them: one that is written otherwise is still the same, wherever it is compared. */
const Id = z.uuid().toLowerCase()

/** Ids of different kinds are different types: a conversation id where a message id belongs does not compile. */
export const UserId = Id.brand<'UserId'>()
export type UserId = z.infer<typeof UserId>

export const ConversationId = Id.brand<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>

export const MessageId = Id.brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>

export const ReactionId = Id.brand<'ReactionId'>()
export type ReactionId = z.infer<typeof ReactionId>

export const CallId = Id.brand<'CallId'>()
export type CallId = z.infer<typeof CallId>

/** Names a session and opens none: it is the hash of what does. */
export const SessionId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

/** One tab or app of a person, by an id it made itself and keeps while it is open. */
export const DeviceId = Id.brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** What may be done once by whoever has its link. An invitation is one of them. */
export const ProofId = z.uuid().brand<'ProofId'>()
export type ProofId = z.infer<typeof ProofId>

export const MailId = z.uuid().brand<'MailId'>()
export type MailId = z.infer<typeof MailId>

export const PasskeyId = Id.brand<'PasskeyId'>()
export type PasskeyId = z.infer<typeof PasskeyId>

/** An account elsewhere, as it is linked here. */
export const IdentityId = Id.brand<'IdentityId'>()
export type IdentityId = z.infer<typeof IdentityId>

/** Random, made new when the log may have lost a tail (a restore, a failover). Cursors of another epoch are void. */
export const LogEpoch = Id.brand<'LogEpoch'>()
export type LogEpoch = z.infer<typeof LogEpoch>

/**
 * Made by the client, once per intent: a retry with the same key gets the first answer again,
 * the same key with other content is refused with `idempotency.key_reused`.
 */
export const ClientKey = z.string().min(1).max(64).brand<'ClientKey'>()
export type ClientKey = z.infer<typeof ClientKey>
