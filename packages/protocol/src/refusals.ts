/**
 * Every answer that refuses: its HTTP status and the words a person reads.
 * Codes are stable; words may be translated or changed.
 */
export const refusals = {
  'administrator.required': { status: 403, words: 'Only an administrator may see that.' },
  'auth.code_required': {
    status: 401,
    words: 'Give the code of your authenticator app, or a recovery code.',
  },
  'auth.confirm_first': {
    status: 403,
    words: 'Show again that it is you: with your password or a passkey, or by signing in anew.',
  },
  'auth.email_taken': { status: 409, words: 'An account with this e-mail exists already. Sign in instead.' },
  'auth.enrolment_over': {
    status: 409,
    words: 'This was not begun, or took too long. Begin again with a new secret.',
  },
  'auth.http_only': { status: 400, words: 'Sign in and out over HTTP: a socket cannot carry a cookie.' },
  'auth.identity_taken': {
    status: 409,
    words: 'Somebody else here signs in with this account of the provider.',
  },
  'auth.identity_unproven': {
    status: 403,
    words: 'The provider does not say that your e-mail address is yours. Sign in another way.',
  },
  'auth.invite_needed': { status: 403, words: 'Registering needs an invitation. Ask for one.' },
  'auth.invite_not_found': { status: 404, words: 'There is no such invitation (any more).' },
  'auth.last_way': { status: 409, words: 'This is your last way to sign in. Add another one first.' },
  'auth.link_first': {
    status: 409,
    words:
      'There is an account with your e-mail address. Sign in to it another way, then link the provider in your settings.',
  },
  'auth.link_over': {
    status: 404,
    words: 'This link was used already, or has ended. Ask for another one.',
  },
  'auth.mail_off': { status: 422, words: 'This server sends no mail. Ask whoever runs it.' },
  'auth.no_password': {
    status: 409,
    words: 'Your account has no password. Show with a passkey that it is you, or sign in anew.',
  },
  'auth.no_provider': { status: 404, words: 'This server has no other provider to sign in with.' },
  'auth.passkey_not_made': {
    status: 422,
    words: 'This passkey cannot be used here. Try again, or with another device.',
  },
  'auth.passkey_refused': { status: 401, words: 'This passkey does not sign anybody in here.' },
  'auth.passkeys_need_name': {
    status: 422,
    words: 'Passkeys need a server that is reached by its name over https, or as localhost.',
  },
  'auth.password_common': {
    status: 422,
    words: 'Many people use this password, so it is tried first. Choose another.',
  },
  'auth.password_guessable': {
    status: 422,
    words: 'Without your name and address in it, this password is too short. Choose another.',
  },
  'auth.provider_denied': { status: 403, words: 'The provider did not sign you in.' },
  'auth.provider_failed': { status: 502, words: 'Signing in at the provider did not work. Try again.' },
  'auth.refresh_refused': { status: 401, words: 'This refresh token is not valid any more. Sign in again.' },
  'auth.refresh_reused': {
    status: 401,
    words: 'This refresh token was used before, so its session was ended. Sign in again.',
  },
  'auth.registration_closed': {
    status: 403,
    words: 'Nobody can register here. Ask whoever runs this server.',
  },
  'auth.second_factor_off': { status: 409, words: 'There is no second factor to make recovery codes for.' },
  'auth.second_factor_on': { status: 409, words: 'A second factor is on already. Remove it first.' },
  'auth.signed_out': { status: 401, words: 'Sign in to go on.' },
  'auth.step_over': { status: 409, words: 'This took too long, or was done already. Begin again.' },
  'auth.token_forbidden': { status: 403, words: 'A personal access token may not do this.' },
  'auth.too_many_passkeys': { status: 422, words: 'There is no room for another passkey. Remove one first.' },
  'auth.username_taken': { status: 409, words: 'This username is taken. Choose another.' },
  'auth.wrong_code': { status: 401, words: 'This code is wrong, or was used already.' },
  'auth.wrong_credentials': { status: 401, words: 'The login or the password is wrong.' },
  'auth.wrong_password': { status: 403, words: 'This is not your password.' },
  'call.answered_elsewhere': { status: 409, words: 'You have answered on another device.' },
  'call.end_forbidden': {
    status: 403,
    words: 'Only who started the call, an owner or an admin may end it for everybody.',
  },
  'call.full': { status: 409, words: 'There is no room left in this call.' },
  'call.not_found': { status: 404, words: 'There is no such call here.' },
  'call.not_in': { status: 409, words: 'You are not in this call on this device.' },
  'call.not_invited': { status: 403, words: 'You were neither called to this call nor in it.' },
  'call.not_ringing': { status: 409, words: 'This call does not ring for you (any more).' },
  'call.over': { status: 409, words: 'This call is over.' },
  'call.peer_gone': { status: 409, words: 'The other person is not in this call.' },
  'conversation.direct_is_fixed': { status: 422, words: 'A direct conversation always has its two people.' },
  'conversation.direct_needs_two': {
    status: 422,
    words: 'A direct conversation is between you and one other person.',
  },
  'conversation.forbidden': { status: 403, words: 'Your role in this conversation does not allow that.' },
  'conversation.join_first': { status: 403, words: 'Join this channel first.' },
  'conversation.name_required': { status: 422, words: 'Give the channel a name.' },
  'conversation.not_found': { status: 404, words: 'There is no such conversation here.' },
  'conversation.owner_must_stay': {
    status: 409,
    words: 'You are the only owner. Make somebody else an owner first.',
  },
  'conversation.too_large': {
    status: 422,
    words: 'This would be more people than a conversation of this kind holds.',
  },
  'idempotency.key_reused': { status: 409, words: 'This key was used for something else. Make a new one.' },
  'identity.not_found': { status: 404, words: 'You have no such account of a provider.' },
  'member.forbidden': { status: 403, words: 'Your role in this conversation does not allow that.' },
  'member.not_found': { status: 404, words: 'This person is not in the conversation.' },
  'message.delete_forbidden': {
    status: 403,
    words: 'Only who wrote a message, an owner or an admin may delete it.',
  },
  'message.deleted': { status: 409, words: 'This message was deleted.' },
  'message.edit_forbidden': { status: 403, words: 'Only who wrote a message may change it.' },
  'message.not_found': { status: 404, words: 'There is no such message here.' },
  'network.blocked': { status: 403, words: 'People from this network are not let in here.' },
  'origin.refused': { status: 403, words: 'This request comes from another site and was refused.' },
  'page.unknown_cursor': {
    status: 400,
    words: 'This place in the list is not known. Start from the beginning.',
  },
  'passkey.not_found': { status: 404, words: 'You have no such passkey.' },
  'rate.limited': { status: 429, words: 'Too many requests. Wait a moment and try again.' },
  'reaction.forbidden': { status: 403, words: 'This reaction is somebody else’s.' },
  'reaction.not_found': { status: 404, words: 'There is no such reaction here.' },
  'reaction.too_many': { status: 422, words: 'There is no room for another reaction under this message.' },
  'realtime.too_slow': {
    status: 503,
    words: 'This connection reads too slowly. Resume from the last number.',
  },
  'receipt.beyond_end': { status: 422, words: 'The conversation has no message with this number.' },
  'service.unavailable': {
    status: 503,
    words: 'The service is not reachable for the moment. Try again shortly.',
  },
  'session.not_found': { status: 404, words: 'You have no such session.' },
  'token.not_found': { status: 404, words: 'You have no such token.' },
  'token.too_many': { status: 422, words: 'You have too many tokens. Revoke one first.' },
  'user.forbidden': { status: 403, words: 'Only they themselves may change that.' },
  'user.not_found': { status: 404, words: 'There is no such person here.' },
} as const satisfies Record<string, { status: number; words: string }>

export type RefusalCode = keyof typeof refusals

/** An answer the caller can act on. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: (typeof refusals)[RefusalCode]['status']
  /** Seconds. Only where waiting helps. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: RefusalCode, options: { retryAfterSeconds?: number } = {}) {
    super(refusals[code].words)
    this.name = 'Refusal'
    this.code = code
    this.status = refusals[code].status
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export const isRefusalCode = (code: unknown): code is RefusalCode =>
  typeof code === 'string' && Object.hasOwn(refusals, code)
