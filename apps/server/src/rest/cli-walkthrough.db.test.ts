import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { startProgram } from '../testing/program.ts'
import { examplesIn, runInOneShell, shapeOfAnswer } from '../testing/shell-document.ts'

const PAGE = new URL('../../../../docs/cli-walkthrough.md', import.meta.url)
const world = await openTestWorld()

test('the walk-through answers line by line as it says', { timeout: 120_000 }, async () => {
  const { url } = await startProgram(world, { SEED_DEMO: 'true' })
  const examples = examplesIn((await readFile(PAGE, 'utf8')).replaceAll('http://127.0.0.1:3000', url))
  expect(examples.length).toBeGreaterThan(10)
  expect(examples[0]?.commands).toContain(`server=${url}\n`)
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-walk-'))
  const commands = examples.map((example) => example.commands)
  const answers = await runInOneShell(commands, folder)
  for (const [index, { commands: asked, shown = '' }] of examples.entries())
    expect(shapeOfAnswer(answers[index] ?? ''), asked).toBe(shapeOfAnswer(shown))
})

test('an answer that is another one is noticed, and so is a shell that ends early', async () => {
  const id = crypto.randomUUID()
  expect(shapeOfAnswer(`{"id":"${id}","number":1}`)).toBe(shapeOfAnswer('{ "id": "<id>", "number": 1 }'))
  expect(shapeOfAnswer('{"number":1}')).not.toBe(shapeOfAnswer('{"number":2}'))
  expect(await runInOneShell(['name=Ada', 'echo $name'], tmpdir())).toEqual(['', 'Ada\n'])
  await expect(runInOneShell(['echo one', 'false', 'echo three'], tmpdir())).rejects.toThrow('Block 2 of 3')
  await expect(runInOneShell(['echo $nobody'], tmpdir())).rejects.toThrow('nobody')
})
