import { describe, expect, test } from 'vitest'
import { describeEnv, InvalidEnvironment, readEnv } from './env.ts'

const SECRET = 'thirty-two characters and no fewer'
const least = {
  DATABASE_URL: 'postgres://ada@db/chatterly',
  REDIS_URL: 'redis://cache:6379',
  AUTH_SECRETS: SECRET,
}

describe('readEnv', () => {
  test('needs only the two servers and a secret, and gives everything else its default', () => {
    expect(readEnv(least)).toEqual({
      ...least,
      AUTH_SECRETS: [SECRET],
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3000,
      TRUST_PROXY: false,
      SERVER_ROLES: ['http', 'realtime'],
      WEB_CONCURRENCY: 1,
      CHATTERLY_DATA_DIR: '.data',
      DATABASE_POOL_SIZE: 10,
      REDIS_KEY_PREFIXES: false,
      REDIS_PREFIX: 'chatterly',
      REDIS_CLUSTER: false,
      LOG_LEVEL: 'info',
      EVENT_LOG_DAYS: 90,
      IDEMPOTENCY_KEY_DAYS: 30,
      RATE_LIMIT_SCALE: 1,
      REGISTRATION: 'open',
      DELETION_DAYS: 30,
      CALL_RING_SECONDS: 30,
      STUN_URLS: [],
      TURN_URLS: [],
      SOCKET_BACKLOG_BYTES: 268_435_456,
      SHUTDOWN_NOTICE_MS: 0,
      SHUTDOWN_GRACE_MS: 10_000,
      SEED_DEMO: false,
    })
  })

  test('takes no accounts whose password everybody knows where others can come', () => {
    const demo = { ...least, SEED_DEMO: 'true', NODE_ENV: 'production' }
    for (const reached of [{ PUBLIC_URL: 'https://chat.example.org' }, { HOST: '0.0.0.0' }, { HOST: '::' }])
      expect(() => readEnv({ ...demo, ...reached })).toThrow('SEED_DEMO makes accounts')
    for (const alone of [{}, { HOST: '::1' }, { HOST: '0.0.0.0', NODE_ENV: 'development' }])
      expect(readEnv({ ...demo, ...alone }).SEED_DEMO).toBe(true)
  })

  test('tells every problem at once, in words', () => {
    const source = {
      NODE_ENV: 'staging',
      PORT: '70000',
      DATABASE_POOL_SIZE: 'ten',
      REDIS_URL: 'http://cache',
      AUTH_SECRETS: 'hunter2',
      SEED_DEMO: 'yes',
    }
    expect(problemsOf(source)).toEqual([
      'NODE_ENV must be one of: development, production, test.',
      'PORT must be at most 65535.',
      'DATABASE_URL is missing.',
      'DATABASE_POOL_SIZE must be a whole number.',
      'REDIS_URL must be an address that begins with redis:// or rediss://.',
      'AUTH_SECRETS must be secrets of at least 32 characters each.',
      'SEED_DEMO must be one of: true, false.',
    ])
  })

  test('lists the problems in the message', () => {
    expect(() => readEnv({ ...least, PORT: '-1', RATE_LIMIT_SCALE: '0' })).toThrow(
      /cannot be used:\n {2}- PORT must be a whole number\.\n {2}- RATE_LIMIT_SCALE must be above 0\.$/,
    )
  })

  test('never repeats a value, since it may be a secret', () => {
    const source = { DATABASE_URL: 'mysql://ada:hunter2@db', REDIS_URL: 'hunter2', AUTH_SECRETS: 'hunter2' }
    expect(problemsOf(source)).toHaveLength(3)
    expect(problemsOf(source).join()).not.toContain('hunter2')
  })

  test('takes an empty value for absent', () => {
    expect(readEnv({ ...least, PORT: '', PUBLIC_URL: ' ' })).toMatchObject({ PORT: 3000 })
    expect(problemsOf({ ...least, REDIS_URL: '' })).toEqual(['REDIS_URL is missing.'])
  })

  test('ignores what it does not know', () => {
    expect(readEnv({ ...least, EDITOR: 'ed' })).not.toHaveProperty('EDITOR')
  })

  test.each([
    ['https://chat.example.org/', 'https://chat.example.org'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ])('reads PUBLIC_URL %s as the origin %s', (PUBLIC_URL, origin) => {
    expect(readEnv({ ...least, PUBLIC_URL }).PUBLIC_URL).toBe(origin)
  })

  test.each([
    ['https://example.org/chat', 'PUBLIC_URL must not have a path.'],
    ['chat.example.org', 'PUBLIC_URL must be an address that begins with http:// or https://.'],
  ])('refuses PUBLIC_URL %s with one problem', (PUBLIC_URL, problem) => {
    expect(problemsOf({ ...least, PUBLIC_URL })).toEqual([problem])
  })

  test.each([
    ['true', true],
    ['false', false],
    ['2', 2],
    ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
  ])('reads TRUST_PROXY %s as Express wants it', (TRUST_PROXY, value) => {
    expect(readEnv({ ...least, TRUST_PROXY }).TRUST_PROXY).toBe(value)
  })

  test.each([
    ['http', ['http']],
    ['realtime, http', ['realtime', 'http']],
  ])('reads SERVER_ROLES %s as a list', (SERVER_ROLES, roles) => {
    expect(readEnv({ ...least, SERVER_ROLES }).SERVER_ROLES).toEqual(roles)
  })

  test.each(['worker', 'http,', 'http realtime'])(
    'refuses SERVER_ROLES %s with one problem',
    (SERVER_ROLES) => {
      expect(problemsOf({ ...least, SERVER_ROLES })).toEqual(['SERVER_ROLES must be one of: http, realtime.'])
    },
  )

  test('takes several nodes of a cluster in REDIS_URL, and refuses one that is none', () => {
    const REDIS_URL = 'redis://one:7000,rediss://two:7000'
    expect(readEnv({ ...least, REDIS_URL }).REDIS_URL).toBe(REDIS_URL)
    expect(problemsOf({ ...least, REDIS_URL: `${REDIS_URL},http://three` })).toEqual([
      'REDIS_URL must be an address that begins with redis:// or rediss://.',
    ])
  })

  test('reads AUTH_SECRETS as a list, and refuses it when one of them is short', () => {
    const other = SECRET.toUpperCase()
    expect(readEnv({ ...least, AUTH_SECRETS: `${other}, ${SECRET}` }).AUTH_SECRETS).toEqual([other, SECRET])
    for (const AUTH_SECRETS of [`${SECRET},short`, `${SECRET},`])
      expect(problemsOf({ ...least, AUTH_SECRETS })).toEqual([
        'AUTH_SECRETS must be secrets of at least 32 characters each.',
      ])
  })

  test('refuses a REDIS_PREFIX with a sign that means something to Redis Cluster', () => {
    expect(readEnv({ ...least, REDIS_PREFIX: 'team-1' }).REDIS_PREFIX).toBe('team-1')
    expect(problemsOf({ ...least, REDIS_PREFIX: '{team}' })).toHaveLength(1)
  })

  test('takes a mail server only with whom mails are from and where their links lead', () => {
    const SMTP_URL = 'smtp://mail:1025'
    const rest = { MAIL_FROM: 'Chatterly <chatterly@example.org>', PUBLIC_URL: 'https://chat.example.org' }
    expect(readEnv({ ...least, ...rest, SMTP_URL })).toMatchObject({ ...rest, SMTP_URL })
    expect(problemsOf({ ...least, SMTP_URL })).toEqual(['MAIL_FROM is missing.', 'PUBLIC_URL is missing.'])
    expect(problemsOf({ ...least, EMAIL_PROOF: 'required' })).toEqual(['SMTP_URL is missing.'])
  })

  test.each(['Chatterly', 'Chatterly <a@b>\r\nBcc: eve@example.org', 'a@b, c@d', '<a@b'])(
    'refuses MAIL_FROM %j',
    (MAIL_FROM) => {
      expect(problemsOf({ ...least, MAIL_FROM })).toEqual([
        'MAIL_FROM must be an address such as Chatterly <chatterly@example.org>.',
      ])
    },
  )

  test('takes an OpenID Connect provider only over TLS, with all that it needs', () => {
    const OIDC_ISSUER = 'https://login.example.org/team'
    const rest = {
      OIDC_CLIENT_ID: 'chatterly',
      OIDC_CLIENT_SECRET: 'secret',
      PUBLIC_URL: 'https://chat.example.org',
    }
    expect(readEnv({ ...least, ...rest, OIDC_ISSUER })).toMatchObject({ ...rest, OIDC_ISSUER })
    expect(problemsOf({ ...least, OIDC_ISSUER })).toEqual(
      Object.keys(rest).map((name) => `${name} is missing.`),
    )
    expect(problemsOf({ ...least, ...rest, OIDC_ISSUER: 'http://localhost:4000' })).toEqual([])
    for (const address of ['http://login.example.org', 'http://localhost.example.org', 'login.example.org'])
      expect(problemsOf({ ...least, ...rest, OIDC_ISSUER: address })).toHaveLength(1)
  })

  test('reads fractions of a rate limit', () => {
    expect(readEnv({ ...least, RATE_LIMIT_SCALE: '0.5' }).RATE_LIMIT_SCALE).toBe(0.5)
  })
})

describe('describeEnv', () => {
  test('gives examples that are valid', () => {
    const examples = Object.fromEntries(describeEnv().map((row) => [row.name, row.example]))
    expect(() => readEnv(examples)).not.toThrow()
  })

  test('names exactly the two servers and the secrets as required', () => {
    expect(
      describeEnv()
        .filter((row) => row.required)
        .map((row) => row.name),
    ).toEqual(['DATABASE_URL', 'REDIS_URL', 'AUTH_SECRETS'])
  })

  test('gives defaults that read as themselves', () => {
    const defaults = Object.fromEntries(describeEnv().map((row) => [row.name, row.default]))
    expect(readEnv({ ...defaults, ...least })).toEqual(readEnv(least))
  })
})

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems
    throw error
  }
  return []
}
