import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Random } from '../random.ts'
import { TcpProxy } from '../network/tcp-proxy.ts'
import { answersOk } from './node.ts'
import { Program } from './program.ts'

const HAPROXY = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/opt/homebrew/bin/haproxy'].find(existsSync)
/** The file that operators copy. */
const CONFIG = fileURLToPath(new URL('../../../../../docs/operations/haproxy.cfg', import.meta.url))

export type Balancer = { port: number; words: string; exits: Program['exits']; stop(): Promise<void> }

/** What stands before the nodes: HAProxy where it is installed, else a proxy of ours that takes them in turn. */
export async function startBalancer(options: {
  dataDir: string
  port: number
  nodePorts: [number, number]
  random: Random
}): Promise<Balancer> {
  return HAPROXY ? startHaproxy(HAPROXY, options) : takeInTurn(options)
}

async function startHaproxy(
  command: string,
  { dataDir, port, nodePorts: [one, two] }: { dataDir: string; port: number; nodePorts: [number, number] },
): Promise<Balancer> {
  const program = new Program({
    name: 'haproxy',
    command,
    args: ['-db', '-f', CONFIG],
    env: () => ({
      CHATTERLY_LISTEN: `127.0.0.1:${port}`,
      CHATTERLY_ONE: `127.0.0.1:${one}`,
      CHATTERLY_TWO: `127.0.0.1:${two}`,
    }),
    logFile: join(dataDir, 'haproxy.log'),
    isReady: () => answersOk(`http://127.0.0.1:${port}/livez`),
  })
  await program.start()
  return { port, words: 'HAProxy', exits: program.exits, stop: () => program.kill() }
}

async function takeInTurn({
  port,
  nodePorts,
  random,
}: {
  port: number
  nodePorts: [number, number]
  random: Random
}): Promise<Balancer> {
  let turn = 0
  const targetPort = () => nodePorts[(turn = 1 - turn)] ?? nodePorts[0]
  const proxy = await TcpProxy.listen({ name: 'balancer', port, random, targetPort })
  return { port, words: 'a balancer of our own', exits: [], stop: () => proxy.close() }
}
