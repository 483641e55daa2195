import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@chatterly/services/free-port'
import type { Certificate } from './certificate.ts'
import { openTurnClient } from './turn-client.ts'

const PROGRAM = ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver'].find(
  existsSync,
)

/** The file that operators copy. */
const CONFIG = fileURLToPath(new URL('../../../docs/operations/turnserver.conf', import.meta.url))

/** Whether this machine has coturn; where it has not, what needs it is skipped and says so. */
export const hasCoturn = PROGRAM !== undefined

type Options = {
  /** A free one, if none is named. */
  port?: number
  /** Over TLS too, with this certificate. */
  tls?: { port: number } & Certificate
  /** Where it relays, and who may be relayed to there, whatever the documented ranges say: browsers of one machine. */
  relayIp?: string
  /** What one person may send in a second; the rest is lost. */
  maxBytesPerSecond?: number
}

/** A real coturn on this machine with the documented configuration. */
export async function startCoturn(
  secret: string,
  options: Options = {},
): Promise<{ port: number; stop(): void }> {
  if (!PROGRAM) throw new Error('coturn is not installed')
  const { port = await freePort(), relayIp = '127.0.0.1', tls, maxBytesPerSecond } = options
  const ownPort = [`--listening-port=${port}`, '--listening-ip=127.0.0.1', `--relay-ip=${relayIp}`]
  const overTls = tls
    ? [`--tls-listening-port=${tls.port}`, `--cert=${tls.certPath}`, `--pkey=${tls.keyPath}`]
    : ['--no-tls']
  const chosen = [
    ...(options.relayIp === undefined ? [] : [`--allowed-peer-ip=${relayIp}`]),
    ...(maxBytesPerSecond === undefined ? [] : [`--max-bps=${maxBytesPerSecond}`]),
  ]
  const own = [...ownPort, ...overTls, ...chosen, `--static-auth-secret=${secret}`, '--no-dtls', '--pidfile=']
  const child = spawn(PROGRAM, ['-c', CONFIG, ...own], { stdio: 'ignore' })
  await untilItAnswers(port)
  return { port, stop: () => void child.kill('SIGKILL') }
}

async function untilItAnswers(port: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = openTurnClient(port)
    try {
      await client.ask()
      return
    } catch (error) {
      if (attempt === 20) throw error
      await sleep(100)
    } finally {
      client.close()
    }
  }
}
