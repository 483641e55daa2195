import type { MailKind } from '@chatterly/protocol/auth/mails'

/** What a mail says, before it has a form. */
export type Letter = {
  subject: string
  paragraphs: string[]
  link?: { words: string; url: string }
  /** Below the link. */
  ending?: string
}

type Facts = { link: string; publicUrl: string; facts: Record<string, string> }

/**
 * The words of every mail. Those to an address that may be a stranger's hold nothing that whoever asked for them could
 * have chosen, a name neither: they carry nobody's advertisement.
 */
export const letters = {
  registration: ({ link, publicUrl }) => ({
    subject: 'Finish signing up at Chatterly',
    paragraphs: [`Somebody, probably you, wants an account at ${publicUrl} with this address.`],
    link: { words: 'Make the account', url: link },
    ending: `${LINK_HOURS_WORDS} If it was not you, do nothing: there will be no account.`,
  }),
  email_proof: ({ link, publicUrl }) => ({
    subject: 'Confirm your address',
    paragraphs: [`Your account at ${publicUrl} has this address. Confirm that you read mail sent to it.`],
    link: { words: 'Confirm the address', url: link },
    ending: LINK_HOURS_WORDS,
  }),
  new_email: ({ link, publicUrl }) => ({
    subject: 'Confirm your new address',
    paragraphs: [`Somebody, probably you, wants to use this address for their account at ${publicUrl}.`],
    link: { words: 'Use this address', url: link },
    ending: `${LINK_HOURS_WORDS} If it was not you, do nothing: nothing will change.`,
  }),
  password_reset: ({ link, publicUrl }) => ({
    subject: 'Set a new password',
    paragraphs: [`Somebody, probably you, has forgotten the password of your account at ${publicUrl}.`],
    link: { words: 'Set a new password', url: link },
    ending:
      'The link works once, within an hour. If it was not you, do nothing: your password stays as it is.',
  }),
  invite: ({ link, publicUrl, facts }) => ({
    subject: 'You are invited to Chatterly',
    paragraphs: [`${facts.inviter ?? 'Somebody'} invites you to ${publicUrl}.`],
    link: { words: 'Make your account', url: link },
    ending: 'The link works once, within two weeks, and for this address only.',
  }),
  signed_in: ({ publicUrl, facts }) => ({
    subject: 'You signed in from a new browser',
    paragraphs: [
      `Somebody signed in to your account at ${publicUrl} on ${timeInWords(facts.at)}, from a browser that was not known before: ${facts.device ?? 'an unknown device'}.`,
      'If it was you, all is well. If not, set a new password: it signs everybody else out.',
    ],
    link: { words: 'Set a new password', url: `${publicUrl}${FORGOTTEN_PATH}` },
  }),
  password_changed: ({ publicUrl }) => ({
    subject: 'Your password was changed',
    paragraphs: [
      `The password of your account at ${publicUrl} was changed, and everything else was signed out.`,
      'If it was not you, set a new password now.',
    ],
    link: { words: 'Set a new password', url: `${publicUrl}${FORGOTTEN_PATH}` },
  }),
  email_changed: ({ publicUrl }) => ({
    subject: 'Your address was changed',
    paragraphs: [
      `Your account at ${publicUrl} has another e-mail address now. Mail about it is no longer sent here.`,
      'If it was not you, tell whoever runs this server.',
    ],
  }),
  second_factor_added: ({ publicUrl }) => ({
    subject: 'A second factor was added',
    paragraphs: [
      `Signing in to your account at ${publicUrl} with the password asks for a code of an authenticator app from now on.`,
      STRANGE_WORDS,
    ],
    link: securityPage(publicUrl),
  }),
  second_factor_removed: ({ publicUrl }) => ({
    subject: 'Your second factor was removed',
    paragraphs: [
      `Signing in to your account at ${publicUrl} with the password asks for no code any more.`,
      STRANGE_WORDS,
    ],
    link: securityPage(publicUrl),
  }),
  recovery_codes_renewed: ({ publicUrl }) => ({
    subject: 'You have new recovery codes',
    paragraphs: [
      `New recovery codes were made for your account at ${publicUrl}. The earlier ones do not count any more.`,
      STRANGE_WORDS,
    ],
    link: securityPage(publicUrl),
  }),
  recovery_code_used: ({ publicUrl, facts }) => ({
    subject: 'A recovery code was used',
    paragraphs: [
      `Somebody signed in to your account at ${publicUrl} on ${timeInWords(facts.at)}, with the password and a recovery code. It does not count any more.`,
      STRANGE_WORDS,
    ],
    link: securityPage(publicUrl),
  }),
  passkey_added: ({ publicUrl }) => ({
    subject: 'A passkey was added',
    paragraphs: [`Another passkey signs in to your account at ${publicUrl} from now on.`, STRANGE_WORDS],
    link: securityPage(publicUrl),
  }),
  passkey_removed: ({ publicUrl }) => ({
    subject: 'A passkey was removed',
    paragraphs: [`A passkey does not sign in to your account at ${publicUrl} any more.`, STRANGE_WORDS],
    link: securityPage(publicUrl),
  }),
  identity_added: ({ publicUrl, facts }) => ({
    subject: 'An account elsewhere was linked',
    paragraphs: [
      `An account at ${facts.provider ?? 'a provider'} signs in to your account at ${publicUrl} from now on.`,
      STRANGE_WORDS,
    ],
    link: securityPage(publicUrl),
  }),
  identity_removed: ({ publicUrl, facts }) => ({
    subject: 'An account elsewhere was taken away',
    paragraphs: [
      `An account at ${facts.provider ?? 'a provider'} does not sign in to your account at ${publicUrl} any more.`,
      STRANGE_WORDS,
    ],
    link: securityPage(publicUrl),
  }),
  deletion_requested: ({ publicUrl, facts }) => ({
    subject: 'Your account will be deleted',
    paragraphs: [
      `You asked for the deletion of your account at ${publicUrl}. It will be deleted on ${timeInWords(facts.deletionAt)}.`,
      'To keep it, sign in before then.',
    ],
    link: { words: 'Keep the account', url: `${publicUrl}/sign-in` },
  }),
} satisfies Record<MailKind, (facts: Facts) => Letter>

/** For whoever signs up, or moves, to an address that has an account. */
export const hasAccountAlready = (publicUrl: string): Letter => ({
  subject: 'You have an account already',
  paragraphs: [
    `Somebody, probably you, gave this address at ${publicUrl} for an account. There is one with it already, and it stays as it is.`,
    'If you have forgotten its password, set a new one. If it was not you, do nothing.',
  ],
  link: { words: 'Set a new password', url: `${publicUrl}${FORGOTTEN_PATH}` },
})

const STRANGE_WORDS =
  'If it was not you, take away whatever is not yours, and set a new password: it signs everybody else out.'

const securityPage = (publicUrl: string) => ({
  words: 'See how you sign in',
  url: `${publicUrl}/settings/security`,
})

const LINK_HOURS_WORDS = 'The link works once, within a day.'
const FORGOTTEN_PATH = '/forgotten-password'

const timeInWords = (at = '') =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
    .format(new Date(at))
    .concat(' UTC')
