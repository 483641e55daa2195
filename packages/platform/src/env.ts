import { z } from 'zod'
import {
  databaseUrl,
  flag,
  iceUrls,
  issuerUrl,
  keyPrefix,
  logLevel,
  mailFrom,
  positive,
  publicUrl,
  redisUrls,
  secretList,
  serverRoles,
  smtpUrl,
  trustProxy,
  wholeNumber,
} from './env-values.ts'

const variables = {
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development').meta({
    description: 'How the program runs: readable logs in development, JSON logs otherwise.',
    example: 'production',
  }),
  HOST: z.string().default('127.0.0.1').meta({
    description: 'Address to listen on. 0.0.0.0 listens on every interface.',
    example: '0.0.0.0',
  }),
  PORT: wholeNumber(0, 65_535).default(3000).meta({
    description: 'Port to listen on; 0 takes any free one.',
    example: '8080',
  }),
  PUBLIC_URL: publicUrl.optional().meta({
    description:
      'Where people reach the product. With https, cookies become Secure and __Host-, and HSTS is sent.',
    example: 'https://chat.example.org',
  }),
  FRONTEND_URL: publicUrl.optional().meta({
    description:
      'A page of another origin that may call /api/v1 from browsers, with a token. Without it no other page may.',
    example: 'https://app.example.org',
  }),
  TRUST_PROXY: trustProxy.default(false).meta({
    description:
      'Which proxies may name the client address: false, true, a number of hops, or a list such as "loopback, 10.0.0.0/8".',
    example: '1',
  }),
  SERVER_ROLES: serverRoles.default(['http', 'realtime']).meta({
    description:
      'What a server process takes: http (pages and requests), realtime (WebSockets), or both, so that the two can scale apart.',
    example: 'realtime',
  }),
  WEB_CONCURRENCY: wholeNumber(1, 256).default(1).meta({
    description:
      'Server processes that share the port. Each has its own connections, so DATABASE_POOL_SIZE counts for each.',
    example: '4',
  }),
  CHATTERLY_DATA_DIR: z.string().default('.data').meta({
    description: 'Folder for files kept on this machine.',
    example: '/var/lib/chatterly',
  }),
  DATABASE_URL: databaseUrl.meta({
    description: 'The PostgreSQL database. Without it, npm start and npm test find or start one.',
    example: 'postgres://chatterly:secret@127.0.0.1:5432/chatterly',
  }),
  DATABASE_POOL_SIZE: wholeNumber(1, 1000).default(10).meta({
    description: 'Connections to PostgreSQL that each process keeps at most.',
    example: '20',
  }),
  REDIS_URL: redisUrls.meta({
    description:
      'The Redis server; databases 0 to 3 of it are used. With REDIS_CLUSTER, some of its nodes, with commas between. Without it, npm start and npm test find or start one.',
    example: 'redis://127.0.0.1:6379',
  }),
  REDIS_KEY_PREFIXES: flag.default(false).meta({
    description: 'true keeps everything in one Redis database and tells the parts apart by key prefixes.',
    example: 'true',
  }),
  REDIS_PREFIX: keyPrefix.default('chatterly').meta({
    description:
      'What every key, channel and queue begins with, so that several installations can share one Redis.',
    example: 'chatterly-staging',
  }),
  REDIS_CLUSTER: flag.default(false).meta({
    description:
      'true when REDIS_URL names nodes of a Redis Cluster (7 or newer): sharded pub/sub, and key prefixes instead of databases.',
    example: 'false',
  }),
  AUTH_SECRETS: secretList.meta({
    description:
      'What access tokens are signed and second factors are encrypted with: random texts of at least 32 characters with commas between, the same for every process. The first is used, the others still check what it has replaced. npm start makes one.',
    example: 'a-long-random-text-of-32-characters-or-more',
  }),
  LOG_LEVEL: logLevel.default('info').meta({
    description: 'The least important records still written.',
    example: 'debug',
  }),
  EVENT_LOG_DAYS: wholeNumber(1, 36_500).default(90).meta({
    description: 'Days for which the log of events is kept.',
    example: '365',
  }),
  IDEMPOTENCY_KEY_DAYS: wholeNumber(1, 3650).default(30).meta({
    description: 'Days for which a repeated request is recognised as the same one.',
    example: '14',
  }),
  RATE_LIMIT_SCALE: positive.default(1).meta({
    description: 'Multiplies every rate limit, so that load can be tried.',
    example: '1000',
  }),
  REGISTRATION: z.enum(['open', 'invite', 'closed']).default('open').meta({
    description: 'Who may make an account: anybody, whoever was invited, or nobody.',
    example: 'invite',
  }),
  EMAIL_PROOF: z.enum(['required', 'optional']).optional().meta({
    description:
      'Whether an account begins only when its address was proved by a link in a mail. Without it: required where SMTP_URL is set, else optional.',
    example: 'required',
  }),
  SMTP_URL: smtpUrl.optional().meta({
    description:
      'The mail server. It needs MAIL_FROM and PUBLIC_URL, on which links in mails lead. Without it no mail is sent, and what needs one is refused.',
    example: 'smtps://chatterly:secret@mail.example.org',
  }),
  MAIL_FROM: mailFrom.optional().meta({
    description: 'Whom mails come from.',
    example: 'Chatterly <chatterly@example.org>',
  }),
  DELETION_DAYS: wholeNumber(1, 365).default(30).meta({
    description:
      'Days between asking for the deletion of an account and the deletion. Signing in meanwhile takes it back.',
    example: '14',
  }),
  OIDC_ISSUER: issuerUrl.optional().meta({
    description:
      'An OpenID Connect provider people may sign in with, by the address its discovery document stands under. It needs OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL; the provider must know PUBLIC_URL followed by /auth/oidc/callback as the redirect address.',
    example: 'https://login.example.org',
  }),
  OIDC_CLIENT_ID: z.string().optional().meta({
    description: 'What the provider knows this server as.',
    example: 'chatterly',
  }),
  OIDC_CLIENT_SECRET: z.string().optional().meta({
    description: 'What this server shows the provider that it is this server.',
    example: 'a-long-random-text',
  }),
  OIDC_NAME: z.string().max(64, 'must have at most 64 characters').optional().meta({
    description: 'What people know the provider as. Without it: the name of its host.',
    example: 'Example Organisation',
  }),
  CALL_RING_SECONDS: wholeNumber(1, 300).default(30).meta({
    description: 'Seconds a call rings before it is missed.',
    example: '45',
  }),
  STUN_URLS: iceUrls(['stun:', 'stuns:']).default([]).meta({
    description:
      'STUN servers for calls, with commas between. Without any, people reach each other only within one network.',
    example: 'stun:turn.example.org:3478',
  }),
  TURN_URLS: iceUrls(['turn:', 'turns:']).default([]).meta({
    description:
      'TURN servers that relay calls where nothing else works, with commas between. They need TURN_SECRET.',
    example: 'turn:turn.example.org:3478?transport=udp,turns:turn.example.org:5349?transport=tcp',
  }),
  TURN_SECRET: z.string().min(16, 'must have at least 16 characters').optional().meta({
    description:
      'What this server and the TURN servers share (static-auth-secret of coturn). From it people get credentials of ten minutes.',
    example: 'a-long-random-text',
  }),
  SOCKET_BACKLOG_BYTES: wholeNumber(1_048_576, 1_099_511_627_776).default(268_435_456).meta({
    description:
      'Bytes that all sockets of a server process together may leave unread. Above it those that owe most are closed first and resume from where they are.',
    example: '536870912',
  }),
  SHUTDOWN_NOTICE_MS: wholeNumber(0, 600_000).default(0).meta({
    description:
      'Milliseconds for which a server that was told to stop still takes connections while /readyz says 503, so that a balancer sends it no more. A little longer than the balancer needs to notice.',
    example: '5000',
  }),
  SHUTDOWN_GRACE_MS: wholeNumber(0, 600_000).default(10_000).meta({
    description: 'Milliseconds given to requests and sockets under way when the program is told to stop.',
    example: '30000',
  }),
  SEED_DEMO: flag.default(false).meta({
    description:
      'true fills an empty database with four people and something to look at. Their password is public, so it is refused in production where PUBLIC_URL or HOST lets others in.',
    example: 'false',
  }),
}

const schema = z.object(variables).superRefine((env, context) => {
  const needed = [
    ...(env.SMTP_URL ? (['MAIL_FROM', 'PUBLIC_URL'] as const) : []),
    ...(env.EMAIL_PROOF === 'required' ? (['SMTP_URL'] as const) : []),
    ...(env.OIDC_ISSUER ? (['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const) : []),
  ]
  for (const name of needed.filter((each) => env[each] === undefined))
    context.addIssue({ code: 'custom', path: [name], message: 'is missing' })
})

export type Env = z.infer<typeof schema>

/** What is wrong with the environment, every problem at once. Never repeats a value, since some are secret. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['The environment cannot be used:', ...problems].join('\n  - '))
    this.problems = problems
  }
}

/**
 * An empty value counts as absent.
 * @throws InvalidEnvironment
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const result = schema.safeParse(present)
  if (!result.success) throw new InvalidEnvironment(result.error.issues.map(inWords(present)))
  if (result.data.SEED_DEMO && isReachable(result.data)) throw new InvalidEnvironment([DEMO_IS_PUBLIC])
  return result.data
}

const DEMO_IS_PUBLIC =
  'SEED_DEMO makes accounts whose password everybody knows. Leave it out where PUBLIC_URL or HOST lets others in.'

const OWN_HOSTS = new Set(['127.0.0.1', '::1', 'localhost'])

/** Others than whoever sits at this machine may come. */
export const isReachable = ({ NODE_ENV, HOST, PUBLIC_URL }: Pick<Env, 'NODE_ENV' | 'HOST' | 'PUBLIC_URL'>) =>
  NODE_ENV === 'production' && (PUBLIC_URL !== undefined || !OWN_HOSTS.has(HOST))

/**
 * The environment of this process. Nothing else reads `process.env`.
 * @throws InvalidEnvironment
 */
export const processEnv = (): Env => readEnv(process.env)

export type EnvVariable = {
  name: string
  description: string
  example: string
  /** Absent when there is none: either the variable is required, or leaving it out means something. */
  default: string | undefined
  required: boolean
}

/** One row per variable, in the order they are documented. */
export const describeEnv = (): EnvVariable[] =>
  Object.entries(variables).map(([name, variable]) => {
    const { description, example } = Documented.parse(variable.meta())
    const absent = variable.safeParse(undefined)
    const fallback = absent.success && absent.data !== undefined ? String(absent.data) : undefined
    return { name, description, example, default: fallback, required: !absent.success }
  })

const Documented = z.object({ description: z.string(), example: z.string() })

const inWords = (present: Record<string, unknown>) => (issue: z.core.$ZodIssue) => {
  const name = String(issue.path[0])
  if (!(name in present)) return `${name} is missing.`
  if (issue.code === 'invalid_value') return `${name} must be one of: ${issue.values.join(', ')}.`
  return `${name} ${issue.message}.`
}
