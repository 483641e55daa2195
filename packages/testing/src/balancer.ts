import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@chatterly/services/free-port'

const PROGRAM = ['/usr/sbin/haproxy', '/usr/bin/haproxy', '/opt/homebrew/bin/haproxy'].find(existsSync)

/** The file that operators copy. */
const CONFIG = fileURLToPath(new URL('../../../docs/operations/haproxy.cfg', import.meta.url))

/** Whether this machine has HAProxy; where it has not, what needs it is skipped and says so. */
export const hasBalancer = PROGRAM !== undefined

/** A real HAProxy with the documented configuration before two servers of this machine. */
export async function startBalancer([one, two]: readonly [number, number]) {
  if (!PROGRAM) throw new Error('HAProxy is not installed')
  const port = await freePort()
  const lines: string[] = []
  const child = spawn(PROGRAM, ['-db', '-f', CONFIG], {
    env: {
      CHATTERLY_LISTEN: `127.0.0.1:${port}`,
      CHATTERLY_ONE: `127.0.0.1:${one}`,
      CHATTERLY_TWO: `127.0.0.1:${two}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => void lines.push(...text.split('\n')))
  }
  await untilItListens(port, lines)
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    /** What it has logged so far. */
    lines,
    stop: () => void child.kill('SIGKILL'),
  }
}

async function untilItListens(port: number, lines: string[]): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const listens = await new Promise((resolve) => {
      const probe = connect(port, '127.0.0.1')
      probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
      probe.once('connect', () => probe.destroy())
    })
    if (listens) return
    if (attempt === 50) throw new Error(`HAProxy did not listen:\n${lines.join('\n')}`)
    await sleep(100)
  }
}
