import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@chatterly/services/free-port'

const PROGRAM = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
].find(existsSync)

/** Whether this machine has a Redis that can be a cluster; where it has not, what needs it is skipped and says so. */
export const hasRedisCluster = PROGRAM !== undefined

const SLOTS = 16_384
const NODES = 3

export type RedisNode = {
  port: number
  /** What the node answers to one command, as it comes. */
  ask(command: string): Promise<string>
  kill(): Promise<void>
  /** With the slots it had. */
  restart(): Promise<void>
}

/** A real Redis Cluster on this machine: three nodes that share the slots, no replicas, nothing kept. */
export async function startRedisCluster() {
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-cluster-'))
  const nodes: (RedisNode & { busPort: number })[] = []
  for (let n = 0; n < NODES; n++) nodes.push(await startNode(folder))
  const [first] = nodes
  for (const [n, node] of nodes.entries()) {
    const from = Math.floor((n * SLOTS) / NODES)
    await node.ask(`CLUSTER SET-CONFIG-EPOCH ${n + 1}`)
    await node.ask(`CLUSTER ADDSLOTSRANGE ${from} ${Math.floor(((n + 1) * SLOTS) / NODES) - 1}`)
    if (node !== first) await first?.ask(`CLUSTER MEET 127.0.0.1 ${node.port} ${node.busPort}`)
  }
  for (const node of nodes)
    await untilItSays(node, 'CLUSTER INFO', /cluster_state:ok[\s\S]*cluster_known_nodes:3/)
  return {
    url: nodes.map(({ port }) => `redis://127.0.0.1:${port}`).join(','),
    nodes: nodes as readonly RedisNode[],
    async stop() {
      for (const node of nodes) await node.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startNode(folder: string) {
  const [port, busPort] = [await freePort(), await freePort()]
  const ask = (command: string) => askPort(port, command)
  let child: ChildProcess | undefined
  const start = async () => {
    child = spawn(PROGRAM ?? '', argumentsOf({ folder, port, busPort }), { stdio: 'ignore' })
    await untilItSays({ ask }, 'PING', /PONG/)
  }
  await start()
  return {
    port,
    busPort,
    ask,
    restart: start,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const argumentsOf = ({ folder, port, busPort }: { folder: string; port: number; busPort: number }) =>
  Object.entries({
    port,
    'cluster-port': busPort,
    bind: '127.0.0.1',
    dir: folder,
    'cluster-enabled': 'yes',
    'cluster-config-file': `nodes-${port}.conf`,
    'cluster-node-timeout': 1000,
    // What is on the nodes that are there goes on.
    'cluster-require-full-coverage': 'no',
    save: '',
    appendonly: 'no',
  }).flatMap(([name, value]) => [`--${name}`, String(value)])

function askPort(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setEncoding('utf8')
    socket.once('error', reject)
    socket.once('data', (answer: string) => {
      socket.destroy()
      resolve(answer)
    })
    socket.write(`${command}\r\n`)
  })
}

async function untilItSays({ ask }: Pick<RedisNode, 'ask'>, command: string, words: RegExp): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(command).catch(() => '')
    if (words.test(answer)) return
    if (attempt === 100) throw new Error(`A Redis node went on answering ${command} with: ${answer}`)
    await sleep(100)
  }
}
