import type { Access } from '@chatterly/domain/trpc'
import { openTestWorld } from '@chatterly/testing/test-world'
import { afterAll, describe, expect, test } from 'vitest'
import { type ActorName, actorNames } from './testing/matrix/actors.ts'
import { assembleCast, type Cast, setScenery } from './testing/matrix/cast.ts'
import { directDoor } from './testing/matrix/direct-door.ts'
import type { Answer, Call, Door } from './testing/matrix/door.ts'
import { createFingerprint } from './testing/matrix/fingerprint.ts'
import { httpDoor } from './testing/matrix/http-door.ts'
import { inputs } from './testing/matrix/inputs.ts'
import { restDoor } from './testing/matrix/rest-door.ts'
import { expectNoSecrets } from './testing/matrix/secrets.ts'
import { socketDoor } from './testing/matrix/socket-door.ts'
import { type Relation, relationsOf, type Target } from './testing/matrix/targets.ts'
import { procedures } from './testing/procedures.ts'
import { freePort, startProcess } from './testing/process.ts'

/**
 * Every procedure × everybody × everything × every way in, generated from the router. The answers are kept as data, in
 * authorization-matrix.json: a change of that file is the security review of a change.
 */
const port = await freePort()
/** Mails are written and nobody sends them. */
const world = await openTestWorld({
  settings: {
    CALL_RING_SECONDS: '300',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'chatterly@example.org',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    EMAIL_PROOF: 'optional',
  },
})
const here = await startProcess(world, port)
const sockets = socketDoor(here)
afterAll(sockets.closeAll)
const doors: Door[] = [directDoor(world), httpDoor(here), sockets, restDoor(here)]

/** What asks of a path more, or less, than of its procedure: deleting is leaving for whoever may not delete. */
const NOT_BY_REST = ['conversations.delete']

test('every procedure that answers once is asked through every door', () => {
  const [rest] = doors.filter(({ name }) => name === 'rest')
  const asked = Object.keys(procedures).filter((path) => procedures[path]?._def.type !== 'subscription')
  expect(asked.filter((path) => !rest?.takes?.({ path }))).toEqual(NOT_BY_REST)
})

test('every procedure declares who may call it and how often, and stands in the matrix', () => {
  for (const [path, procedure] of Object.entries(procedures)) {
    expect(procedure._def.meta, path).toMatchObject({ access: expect.any(String), limit: expect.any(String) })
  }
  expect(Object.keys(inputs).sort()).toEqual(Object.keys(procedures).sort())
})

describe('the matrix', async () => {
  const scenery = await setScenery(world)
  const fingerprint = await createFingerprint(world.db)
  const reviewed: Record<string, Record<string, Record<string, string>>> = {}
  const casts = new Map<ActorName, Cast>()
  let cells = 0

  for (const [path, { _def }] of Object.entries(procedures)) {
    test(path, { timeout: 60_000 }, async () => {
      const toInput = inputs[path] ?? (() => undefined)
      const codes: Record<string, Record<string, string>> = {}
      const words: Partial<Record<Relation, string[]>> = {}
      for (const relation of relationsOf(toInput)) {
        codes[relation] = {}
        for (const actor of actorNames) {
          const answers = await askEverywhere(actor, relation, { path, type: _def.type, toInput })
          codes[relation][actor] = inOneWord(answers)
          words[relation] = [...(words[relation] ?? []), ...wordsOf(answers)]
        }
      }
      expect(words.foreign, 'foreign and missing answer alike').toEqual(words.missing)
      expect(words.crossed, 'what is elsewhere is not here').toEqual(words.absent)
      for (const perActor of Object.values(codes)) expectDeclaredAccess(_def.meta, perActor)
      reviewed[path] = mapValues(codes, byAnswer)
    })
  }

  test('is the one that was reviewed', async () => {
    process.stdout.write(`The matrix has ${cells} cells.\n`)
    await expect(`${JSON.stringify(reviewed, null, 2)}\n`).toMatchFileSnapshot('./authorization-matrix.json')
  })

  async function askEverywhere(
    actor: ActorName,
    relation: Relation,
    {
      path,
      type,
      toInput,
    }: Pick<Call, 'path' | 'type'> & { toInput: (target: Target) => object | undefined },
  ): Promise<Answers> {
    const answers: Answers = []
    for (const door of doors.filter(({ takes }) => takes?.({ path }) ?? true)) {
      const { headers, targetOf } = await castOf(actor)
      const input = toInput(await targetOf(relation))
      const answer = await attempt(actor, door, { path, type, headers, input })
      const secrets = [...casts.values()].flatMap((each) => each.secrets)
      expectNoSecrets(answer.said, actor, secrets)
      answers.push([door.name, answer])
    }
    return answers
  }

  async function castOf(actor: ActorName): Promise<Cast> {
    const cast = casts.get(actor) ?? (await assembleCast(world, scenery, actor))
    casts.set(actor, cast)
    return cast
  }

  /** Asks, and sees that a refusal changes nothing. Whoever has changed something finds everything new. */
  async function attempt(actor: ActorName, door: Door, call: Call): Promise<Answer> {
    const before = await fingerprint()
    const answer = await door.ask(call)
    cells += 1
    if ((await fingerprint()) === before) return answer
    expect(answer.code, `${call.path} changes nothing when it refuses`).toBe('allowed')
    expect(call.type, `${call.path} changes something`).toBe('mutation')
    casts.delete(actor)
    sockets.close(call.headers)
    return answer
  }
})

/** By the name of the door. */
type Answers = [string, Answer][]

/** One word where all doors agree. Only a socket may differ: it needs a session, and cannot carry a cookie. */
function inOneWord(answers: Answers): string {
  const { direct, http, socket, rest } = Object.fromEntries(answers.map(([name, { code }]) => [name, code]))
  expect(http, 'HTTP answers like a direct call').toBe(direct)
  if (rest !== undefined) expect(rest, 'REST answers like a direct call').toBe(direct)
  expect([direct, 'auth.signed_out', 'auth.http_only'], 'a socket answers like a direct call').toContain(
    socket,
  )
  return direct === socket ? `${direct}` : `${direct}, by socket ${socket}`
}

/** What is for administrators is for nobody else, and what is for the person themselves for no token of theirs. */
function expectDeclaredAccess(meta: unknown, perActor: Record<string, string>): void {
  const { access } = Object(meta) as { access: Access }
  const tokens = { tokenRead: 'auth.token_forbidden', tokenWrite: 'auth.token_forbidden' }
  if (access === 'account') expect(perActor).toMatchObject(tokens)
  if (access !== 'administrator') return
  const { administrator, ...others } = perActor
  expect(administrator).toBe('allowed')
  expect(others).toMatchObject({ anonymous: 'auth.signed_out', owner: 'administrator.required' })
  expect(Object.values(others)).not.toContain('allowed')
}

const wordsOf = (answers: Answers) => answers.map(([, { code, said }]) => (code === 'allowed' ? code : said))

/** Answer → whose it is. */
function byAnswer(codes: Record<string, string>): Record<string, string> {
  const actors: Record<string, string> = {}
  for (const [actor, code] of Object.entries(codes))
    actors[code] = [actors[code] ?? [], actor].flat().join(' ')
  return actors
}

const mapValues = <From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
