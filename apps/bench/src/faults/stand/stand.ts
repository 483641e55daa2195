import { rmSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@chatterly/services/free-port'
import { Pool } from 'pg'
import { TcpProxy } from '../network/tcp-proxy.ts'
import type { Random } from '../random.ts'
import type { Exit } from '../history/entries.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { type ProductNode, serverNode, workerNode } from './node.ts'
import { type RedisServer, startRedis } from './redis.ts'

/** A node of the product with the wires that lead to it and away from it. */
export type StandNode = ProductNode & {
  name: string
  port: number
  /** From the balancer to the node. */
  door: TcpProxy
  postgres: TcpProxy
  redis: TcpProxy
}

/** Everything a fault can strike: two servers and a worker over PostgreSQL and Redis, all children of this process. */
export type Stand = {
  dataDir: string
  cluster: Cluster
  redis: RedisServer
  a: StandNode
  b: StandNode
  worker: Omit<StandNode, 'door'>
  /** From the clients to the balancer. */
  front: TcpProxy
  balancer: Balancer
  /** Straight to PostgreSQL, past every fault of the network. */
  pool: Pool
  url: string
  exits(): Exit[]
  /** Everything runs and every wire is clear. */
  heal(): Promise<void>
  stop(options: { keepsLogs: boolean }): Promise<void>
}

export type Bundles = { server: string; worker: string }

export async function startStand(bundles: Bundles, random: Random): Promise<Stand> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-faults-'))
  // The database may have to run as another user, who has to pass through.
  await chmod(dataDir, 0o711)
  // Whoever is interrupted leaves nothing behind either.
  // What was killed this moment may still write.
  const removeNow = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  process.once('exit', removeNow)
  const ends: (() => Promise<unknown>)[] = [
    async () => void process.off('exit', removeNow),
    () => rm(dataDir, { recursive: true, force: true }),
  ]
  const endAll = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    return await wire({ dataDir, bundles, random, ends, endAll })
  } catch (problem) {
    await endAll()
    throw problem
  }
}

type Wiring = {
  dataDir: string
  bundles: Bundles
  random: Random
  ends: (() => Promise<unknown>)[]
  endAll: () => Promise<void>
}

async function wire({ dataDir, bundles, random, ends, endAll }: Wiring): Promise<Stand> {
  const proxies: TcpProxy[] = []
  async function proxy(name: string, targetPort: number): Promise<TcpProxy> {
    const made = await TcpProxy.listen({ name, random: random.fork(name), targetPort: () => targetPort })
    proxies.push(made)
    ends.push(() => made.close())
    return made
  }
  const cluster = await startCluster({ dataDir, log: () => {} }, await freePort())
  ends.push(() => cluster.pullPlug())
  const redis = await startRedis(dataDir, await freePort())
  ends.push(() => redis.program.kill())

  async function around<Node extends ProductNode>(
    name: string,
    make: (plan: { name: string; dataDir: string; databaseUrl: string; redisUrl: string }) => Node,
  ) {
    const postgres = await proxy(`${name}↔postgres`, cluster.port)
    const ownRedis = await proxy(`${name}↔redis`, redis.port)
    const node = make({
      name,
      dataDir,
      databaseUrl: cluster.urlAt(postgres.port),
      redisUrl: `redis://127.0.0.1:${ownRedis.port}`,
    })
    // The first migrates; the others find it done.
    await node.program.start()
    ends.push(() => node.program.kill())
    return { ...node, name, postgres, redis: ownRedis }
  }
  async function server(name: string): Promise<StandNode> {
    const port = await freePort()
    const node = await around(name, (plan) => serverNode({ ...plan, bundle: bundles.server }, port))
    return { ...node, port, door: await proxy(`balancer↔${name}`, port) }
  }
  const a = await server('a')
  const b = await server('b')
  const worker = {
    ...(await around('worker', (plan) => workerNode({ ...plan, bundle: bundles.worker }))),
    port: 0,
  }
  const balancer = await startBalancer({
    dataDir,
    port: await freePort(),
    nodePorts: [a.door.port, b.door.port],
    random,
  })
  ends.push(() => balancer.stop())
  const front = await proxy('clients↔balancer', balancer.port)
  const pool = new Pool({
    connectionString: cluster.urlAt(cluster.port),
    max: 4,
    application_name: 'nemesis',
  })
  // The nemesis cuts it, and the next query makes a new one.
  pool.on('error', () => undefined)
  ends.push(() => pool.end())
  const programs = [cluster.program, redis.program, a.program, b.program, worker.program]

  return {
    dataDir,
    cluster,
    redis,
    a,
    b,
    worker,
    front,
    balancer,
    pool,
    url: `http://127.0.0.1:${front.port}`,
    exits: () => [...programs.flatMap((program) => program.exits), ...balancer.exits],
    async heal() {
      for (const each of proxies) {
        each.watch(undefined)
        each.shape({})
        each.release()
      }
      for (const program of programs) {
        program.signal('SIGCONT')
        await program.start()
      }
    },
    async stop({ keepsLogs }) {
      if (keepsLogs) ends.splice(1, 1)
      await endAll()
      if (keepsLogs) await rm(join(dataDir, 'postgres'), { recursive: true, force: true })
    },
  }
}
