import { execFileSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type CheckoutCopy, copyCheckout, type Person, processesOf, runNpm } from './checkout-copy.ts'
import { freePort } from './free-port.ts'

const idOf = (flag: string, account: string) =>
  Number(execFileSync('id', [flag, account], { encoding: 'utf8' }))

/** Who is root has come here by one of the two commands, and all other tests run as root then. */
const person: Person = {
  name: 'an ordinary user',
  ...(process.getuid?.() === 0 && { uid: idOf('-u', 'nobody'), gid: idOf('-g', 'nobody') }),
}

test('from a fresh copy and an empty home, an ordinary user starts, checks and stops the product', {
  timeout: 600_000,
}, async () => {
  const copy = await copyCheckout(person)
  onTestFinished(() => copy.remove())
  await expectStartToServe(copy)
  await expectCheckToRun(copy)
})

async function expectStartToServe(copy: CheckoutCopy): Promise<void> {
  const npm = runNpm(copy, ['start'], { PORT: String(await freePort()) })
  onTestFinished(() => void npm.kill('SIGKILL'))
  const exited = new Promise((resolve) => npm.once('exit', resolve))
  const output: string[] = []
  createInterface(npm.stderr).on('line', (line) => output.push(line))
  const address = await readyAddress(npm.stdout, output)
  expect((await fetch(`${address}/livez`)).status).toBe(200)
  expect(await (await fetch(address)).text()).toMatch(/<!doctype html>/i)
  npm.kill('SIGTERM')
  await exited
  await expectNothingLeft(copy)
}

async function readyAddress(stdout: NodeJS.ReadableStream, output: string[]): Promise<string> {
  for await (const line of createInterface(stdout)) {
    output.push(line)
    const address = /Chatterly is ready at (http:\S+)/.exec(line)?.[1]
    if (address) {
      // Read on, or the product would wait for somebody to take its output.
      stdout.resume()
      return address
    }
  }
  throw new Error(`It never got ready:\n${output.join('\n')}`)
}

async function expectNothingLeft(copy: CheckoutCopy): Promise<void> {
  for (let left = 100; left > 0 && (await processesOf(copy)).length > 0; left -= 1) await sleep(100)
  expect(await processesOf(copy)).toEqual([])
}

/** One quick step stands for all: this very test is among the others. */
async function expectCheckToRun(copy: CheckoutCopy): Promise<void> {
  const npm = runNpm(copy, ['test', '--', 'format'])
  const output: string[] = []
  createInterface(npm.stderr).on('line', (line) => output.push(line))
  for await (const line of createInterface(npm.stdout)) output.push(line)
  const lines = output.filter(Boolean)
  expect(lines.at(-1), lines.join('\n')).toBe('0 passed, 0 failed')
  expect(lines.join('\n')).toMatch(/^passed .* format$/m)
}
