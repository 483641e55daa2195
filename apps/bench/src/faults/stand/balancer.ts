import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Random } from '../random.ts'
import { TcpProxy } from '../network/tcp-proxy.ts'
import { answersOk } from './node.ts'
import { Program } from './program.ts'

const HAPROXY = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/opt/homebrew/bin/haproxy'].find(existsSync)
const CONFIG = fileURLToPath(new URL('./haproxy.cfg', import.meta.url))

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
  { dataDir, port, nodePorts }: { dataDir: string; port: number; nodePorts: [number, number] },
): Promise<Balancer> {
  const template = await readFile(CONFIG, 'utf8')
  const file = join(dataDir, 'haproxy.cfg')
  const values = { PORT: port, NODE_A: nodePorts[0], NODE_B: nodePorts[1] }
  const config = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, String(value)),
    template,
  )
  await writeFile(file, config)
  const program = new Program({
    name: 'haproxy',
    command,
    args: ['-db', '-f', file],
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
