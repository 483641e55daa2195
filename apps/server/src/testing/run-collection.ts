import assert from 'node:assert/strict'
import { runInNewContext } from 'node:vm'
import type { PostmanCollection, PostmanItem } from '../rest/document/postman-collection.ts'
import { deviations } from './contract.ts'

export type RunAnswer = { name: string; status: number; body: unknown; failures: string[] }

/** Sends a collection's requests one after the other, as Postman does: with its variables, tokens and scripts. */
export function openCollection({ variable }: PostmanCollection, given: Record<string, string>) {
  const variables = new Map(variable.map(({ key, value }) => [key, given[key] ?? value]))
  return {
    variables,
    async send({ name, request, event }: PostmanItem): Promise<RunAnswer> {
      const fill = (text: string) => filled(text, variables)
      const token: Record<string, string> = request.auth
        ? {}
        : { authorization: fill('Bearer {{accessToken}}') }
      const url = fill(request.url.raw)
      const response = await fetch(url, {
        method: request.method,
        headers: {
          ...token,
          ...Object.fromEntries(request.header.map(({ key, value }) => [key, fill(value)])),
        },
        ...(request.body && { body: fill(request.body.raw) }),
      })
      const text = await response.text()
      const answer = {
        status: response.status,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      }
      const exec = event.flatMap(({ script }) => script.exec).join('\n')
      const asked = { method: request.method, path: new URL(url).pathname.replace('/api/v1', '') }
      const contentType = response.headers.get('content-type')
      const failures = [
        ...runScript(exec, { ...answer, variables }),
        ...deviations(asked, { ...answer, contentType }),
      ]
      return { name, ...answer, failures }
    },
  }
}

/** @throws Error for a variable that is not declared */
function filled(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{\{(\$?\w+)\}\}/g, (_, name: string) => {
    if (name === '$guid') return crypto.randomUUID()
    if (name === '$timestamp') return `${Math.floor(Date.now() / 1000)}`
    const value = variables.get(name)
    if (value === undefined) throw new Error(`The collection declares no ${name}`)
    return filled(value, variables)
  })
}

type Run = { status: number; body: unknown; variables: Map<string, string> }

/** As much of `pm` as the generated scripts use. */
function runScript(script: string, { status, body, variables }: Run): string[] {
  const failures: string[] = []
  const pm = {
    test(words: string, check: () => void) {
      try {
        check()
      } catch (error) {
        failures.push(`${words}: ${String(error)}`)
      }
    },
    expect: (value: unknown) => ({
      to: {
        be: {
          oneOf: (list: unknown[]) =>
            assert.ok(list.includes(value), `${String(value)} is none of ${list.join(', ')}`),
        },
      },
    }),
    response: { code: status, json: () => body },
    collectionVariables: { set: (name: string, value: string) => void variables.set(name, value) },
  }
  runInNewContext(script, { pm })
  return failures
}
