import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@chatterly/services/free-port'

const PROGRAM = fileURLToPath(new URL('./product.ts', import.meta.url))
/** Milliseconds between two looks whether it is ready. */
const LOOK_EVERY_MS = 100

/** An installation beside that of the other journeys, with settings of its own, for as long as it is used. */
export async function useProduct(
  settings: Record<string, string>,
  use: (address: string) => Promise<void>,
): Promise<void> {
  const port = String(await freePort())
  const address = `http://127.0.0.1:${port}`
  const env = { ...process.env, PORT: port, RATE_LIMIT_SCALE: '1000', SEED_DEMO: 'false', ...settings }
  const product = spawn(process.execPath, ['--import', 'tsx', PROGRAM], { env, stdio: 'ignore' })
  const ended = once(product, 'exit')
  try {
    while (!(await isReady(address))) {
      if (product.exitCode !== null) throw new Error(`It ended with status ${product.exitCode}`)
      await sleep(LOOK_EVERY_MS)
    }
    await use(address)
  } finally {
    product.kill('SIGTERM')
    await ended
  }
}

const isReady = (address: string) =>
  fetch(`${address}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
