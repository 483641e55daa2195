import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { describeEnv } from './env.ts'
import { envExampleFrom, envPageFrom } from './env-docs.ts'

const atRoot = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')

// When one of these fails, run `pnpm --filter @chatterly/platform generate-env-docs`.
test('.env.example is what the schema generates', async () => {
  expect(await atRoot('.env.example')).toBe(envExampleFrom(describeEnv()))
})

test('docs/operations/environment.md is what the schema generates', async () => {
  expect(await atRoot('docs/operations/environment.md')).toBe(envPageFrom(describeEnv()))
})
