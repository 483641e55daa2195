import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describeEnv } from './env.ts'
import { envExampleFrom, envPageFrom } from './env-docs.ts'

const root = new URL('../../../', import.meta.url)
const rows = describeEnv()

await mkdir(new URL('docs/operations/', root), { recursive: true })
await writeFile(new URL('.env.example', root), envExampleFrom(rows))
await writeFile(new URL('docs/operations/environment.md', root), envPageFrom(rows))
process.stdout.write(`Wrote .env.example and docs/operations/environment.md in ${fileURLToPath(root)}\n`)
