import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { API_CHANGES, API_DOCUMENT, HTTP_FILE, LIVE_EVENTS, POSTMAN_COLLECTION } from '../../api-files.ts'
import { restPaths } from '../paths.ts'
import { apiDocument } from './api-document.ts'
import { breakingChanges, unannounced } from './breaking-changes.ts'
import { httpFile } from './http-file.ts'
import { liveEventsPage } from './live-events-page.ts'
import type { ApiDocument } from './openapi.ts'
import { postmanCollection } from './postman-collection.ts'
import { refusalsOfProcedures } from './router-files.ts'

const document = apiDocument(restPaths, refusalsOfProcedures())
const copy = (): ApiDocument => structuredClone(document)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method} ${path}`,
    path,
    method,
    operation,
  })),
)

const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>

describe('the document', () => {
  test('that is kept is the one the code makes; if not: pnpm --filter @chatterly/server generate-api-docs', () => {
    const kept = JSON.parse(readFileSync(API_DOCUMENT, 'utf8')) as ApiDocument
    const notes = readFileSync(API_CHANGES, 'utf8')
    const versions = { before: kept.info.version, after: document.info.version }
    expect(unannounced(breakingChanges(kept, document), { notes, ...versions })).toEqual([])
    expect(kept).toEqual(JSON.parse(JSON.stringify(document)))
    expect(readFileSync(LIVE_EVENTS, 'utf8')).toBe(liveEventsPage())
    expect(JSON.parse(readFileSync(POSTMAN_COLLECTION, 'utf8'))).toEqual(postmanCollection(document))
    expect(readFileSync(HTTP_FILE, 'utf8')).toBe(httpFile(document))
    expect(notes).toContain(`\n## ${document.info.version}\n`)
  })

  test('is OpenAPI 3.1', async () => {
    const text = JSON.stringify(document)
    expect(await new Validator().validate(parsed(text))).toEqual({ valid: true })
    const wrong = text.replace('"in":"path"', '"in":"nowhere"')
    expect(await new Validator().validate(parsed(wrong))).toMatchObject({ valid: false })
  })

  test('is as the strict rules of others want it', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    const complaintsOf = async (source: string) =>
      (await lintFromString({ source, absoluteRef: 'openapi.json', config })).map(({ ruleId }) => ruleId)
    expect(await complaintsOf(JSON.stringify(document))).toEqual([])
    const { license: _, ...info } = document.info
    expect(await complaintsOf(JSON.stringify({ ...document, info }))).toEqual(['info-license'])
  })

  test('says of shapes and their fields what the sources say', () => {
    const { Message, Reaction, MyConversation } = document.components.schemas
    expect(Reaction?.description).toMatch(/^One person's reaction with one emoji\./)
    expect(Message?.properties?.number?.description).toBe(
      '1, 2, 3, … in the main timeline of its conversation.',
    )
    // Of what it is made of.
    expect(MyConversation?.properties?.messageCount?.description).toMatch(/^The number of the newest message/)
    // Ids share one shape: what one field says of it is not said of another.
    expect(Message?.properties?.senderId?.description).toBeUndefined()
    const [{ parameters = [] } = {}] = operations.flatMap(({ name, operation }) =>
      name === 'get /users' ? operation : [],
    )
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'cursor', description: expect.stringMatching(/^Opaque/) }),
    )
  })

  test('names each operation once, says what it does, how it may be refused, and who may ask', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const tags = new Set(document.tags.map(({ name }) => name))
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toMatch(/^[A-Z].*\.$/)
      expect(tags, name).toContain(operation.tags[0])
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['429', '500', '503']))
      expect(operation.security.length, name).toBeGreaterThan(0)
    }
  })

  test('refers to nothing that is not in it, and holds nothing that nobody refers to', () => {
    const text = JSON.stringify(document)
    const refs = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].map(
        ([, kind, name]) => `${kind}/${name}`,
      ),
    )
    const { securitySchemes: _schemes, ...parts } = document.components
    const defined = Object.entries(parts).flatMap(([kind, all]) =>
      Object.keys(all).map((name) => `${kind}/${name}`),
    )
    expect([...refs].filter((ref) => !defined.includes(ref))).toEqual([])
    expect(defined.filter((ref) => !refs.has(ref) && !ONLY_LIVE.has(ref))).toEqual([])
  })

  test('says of each parameter of a path where it comes from', () => {
    for (const { name, path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      const declared = (operation.parameters ?? []) as { name: string; in: string }[]
      expect(
        declared.filter((each) => each.in === 'path').map((each) => each.name),
        name,
      ).toEqual(named)
    }
  })

  test('has examples that are what they are examples of', { timeout: 60_000 }, () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema({ $id: 'document', components: { schemas: document.components.schemas } })
    let examples = 0
    const wrong: string[] = []
    const check = (value: unknown, where: string): void => {
      if (typeof value !== 'object' || value === null) return
      if ('schema' in value && 'example' in value) {
        const schema = JSON.parse(JSON.stringify(value.schema).replaceAll('"#/', '"document#/')) as object
        if (!ajv.validate(schema, value.example)) wrong.push(`${where} ${ajv.errorsText()}`)
        examples += 1
      }
      for (const [name, inner] of Object.entries(value))
        if (name !== 'example') check(inner, `${where}/${name}`)
    }
    check(document.paths, '')
    expect(wrong).toEqual([])
    expect(examples).toBeGreaterThan(100)
  })
})

/** What is said in full only by the page of live events. */
const ONLY_LIVE = new Set<string>([])

describe('what breaks clients', () => {
  const changed = (change: (document: ApiDocument) => void) => {
    const after = copy()
    change(after)
    return breakingChanges(document, after)
  }
  const operation = ({ paths }: ApiDocument, path: string, method: string) => {
    const found = paths[path]?.[method]
    if (!found) throw new Error(`There is no ${method} ${path}`)
    return found
  }
  const bodyIn = (after: ApiDocument, path: string, method: string) => {
    const schema = operation(after, path, method).requestBody?.content['application/json'].schema
    if (!schema) throw new Error(`${path} takes no body`)
    return schema
  }

  test.each<[string, (document: ApiDocument) => void]>([
    ['DELETE /tokens/{tokenId} is gone', ({ paths }) => delete paths['/tokens/{tokenId}']],
    [
      'GET /auth/session needs somebody signed in',
      (after) => operation(after, '/auth/session', 'get').security.shift(),
    ],
    [
      'GET /users/me answers no bio any more',
      ({ components }) => delete components.schemas.OwnProfile?.properties?.bio,
    ],
    [
      'GET /conversations answers items lastMessage number another type',
      ({ components: { schemas } }) =>
        Object.assign(schemas.Message?.properties?.number ?? {}, { type: 'string' }),
    ],
    [
      'GET /users/{userId} answers bio only sometimes',
      ({ components: { schemas } }) =>
        schemas.User?.required?.splice(schemas.User.required.indexOf('bio'), 1),
    ],
    [
      'POST /conversations takes no body without topic',
      (after) => bodyIn(after, '/conversations', 'post').required?.push('topic'),
    ],
    [
      'POST /conversations takes no topic any more',
      (after) => delete bodyIn(after, '/conversations', 'post').properties?.topic,
    ],
    [
      'POST /conversations takes kind no "channel" any more',
      (after) => bodyIn(after, '/conversations', 'post').properties?.kind?.enum?.pop(),
    ],
    [
      'POST /conversations takes name another maxLength',
      (after) =>
        Object.assign(bodyIn(after, '/conversations', 'post').properties?.name ?? {}, { maxLength: 3 }),
    ],
    [
      'GET /conversations takes no cursor any more',
      (after) => operation(after, '/conversations', 'get').parameters?.pop(),
    ],
  ])('is noticed: %s', (sentence, change) => {
    expect(changed(change)).toContain(sentence)
  })

  test('is not what is added', () => {
    const more = changed(({ paths, components: { schemas } }) => {
      paths['/new'] = {}
      Object.assign(schemas.User?.properties ?? {}, { pronouns: { type: 'string' } })
      schemas.User?.required?.push('pronouns')
    })
    expect(more).toEqual([])
    expect(changed(() => {})).toEqual([])
  })

  test('is let through once a new version says so, and not before', () => {
    const breaks = changed(({ paths }) => delete paths['/tokens/{tokenId}'])
    const notes = '# Changes\n\n## 2.0.0\n\n- DELETE /tokens/{tokenId} is gone\n\n## 1.0.0\n\nThe first.\n'
    expect(unannounced(breaks, { notes, before: '1.0.0', after: '2.0.0' })).toEqual([])
    expect(unannounced(breaks, { notes, before: '1.0.0', after: '1.0.0' })).toEqual(breaks)
    expect(unannounced(breaks, { notes, before: '1.0.0', after: '3.0.0' })).toEqual(breaks)
    expect(unannounced(breaks, { notes: '## 2.0.0\n', before: '1.0.0', after: '2.0.0' })).toEqual(breaks)
  })
})
