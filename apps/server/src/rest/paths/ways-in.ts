import type { RestPath } from '../rest-path.ts'

/** Second factors, passkeys, and accounts at other providers. */
export const wayInPaths: RestPath[] = [
  {
    method: 'get',
    path: '/second_factor',
    procedure: 'secondFactor.get',
    summary: 'Whether there is a second factor.',
  },
  {
    method: 'post',
    path: '/second_factor',
    procedure: 'secondFactor.begin',
    summary: 'Begin with an authenticator app: the secret it is given.',
  },
  {
    method: 'put',
    path: '/second_factor',
    procedure: 'secondFactor.confirm',
    summary: 'Show a code of the app, which from then on is asked for.',
  },
  {
    method: 'delete',
    path: '/second_factor',
    procedure: 'secondFactor.remove',
    summary: 'Sign in without a second factor again.',
  },
  {
    method: 'post',
    path: '/second_factor/recovery_codes',
    procedure: 'secondFactor.newRecoveryCodes',
    summary: 'Get other recovery codes in place of those there were.',
  },
  { method: 'get', path: '/passkeys', procedure: 'passkeys.list', summary: 'One’s passkeys.' },
  {
    method: 'post',
    path: '/passkeys/registration',
    procedure: 'passkeys.beginRegistration',
    summary: 'Begin to make a passkey: what the browser is to be asked.',
  },
  {
    method: 'post',
    path: '/passkeys',
    procedure: 'passkeys.register',
    status: 201,
    summary: 'Keep the passkey that the browser made.',
  },
  {
    method: 'patch',
    path: '/passkeys/{passkeyId}',
    procedure: 'passkeys.rename',
    summary: 'Call a passkey something else.',
  },
  {
    method: 'delete',
    path: '/passkeys/{passkeyId}',
    procedure: 'passkeys.remove',
    summary: 'Remove a passkey.',
  },
  {
    method: 'post',
    path: '/passkeys/challenge',
    procedure: 'passkeys.beginSignIn',
    summary: 'Begin to sign in with a passkey: what the browser is to be asked.',
  },
  {
    method: 'post',
    path: '/passkeys/sign_in',
    procedure: 'passkeys.signIn',
    summary: 'Sign in with a passkey and a cookie.',
  },
  {
    method: 'post',
    path: '/passkeys/confirm',
    procedure: 'passkeys.confirm',
    summary: 'Show a passkey again before something that matters.',
  },
  {
    method: 'get',
    path: '/identities/providers',
    procedure: 'identities.providers',
    summary: 'The providers one can sign in at.',
  },
  {
    method: 'post',
    path: '/identities/sign_in',
    procedure: 'identities.beginSignIn',
    summary: 'Begin to sign in at a provider: the address to go to.',
  },
  {
    method: 'post',
    path: '/identities/link',
    procedure: 'identities.beginLink',
    summary: 'Begin to link an account at a provider: the address to go to.',
  },
  {
    method: 'post',
    path: '/identities/finish',
    procedure: 'identities.finish',
    summary: 'Finish what was begun, with what the provider sent the browser back with.',
  },
  {
    method: 'get',
    path: '/identities',
    procedure: 'identities.list',
    summary: 'One’s accounts at providers.',
  },
  {
    method: 'delete',
    path: '/identities/{identityId}',
    procedure: 'identities.remove',
    summary: 'Unlink an account at a provider.',
  },
]
