import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const PROGRAM = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(existsSync)

/** Whether this machine has PgBouncer; where it has not, what needs it is skipped and says so. */
export const hasPooler = PROGRAM !== undefined

/** A real PgBouncer in transaction mode before a database, with fewer connections than its callers have. */
export async function startPooler(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  if (!PROGRAM) throw new Error('PgBouncer is not installed')
  const server = new URL(databaseUrl)
  const folder = await mkdtemp(join(tmpdir(), 'chatterly-pooler-'))
  const port = await freePort()
  const users = join(folder, 'users.txt')
  const config = join(folder, 'pgbouncer.ini')
  await writeFile(users, `"${server.username}" "${decodeURIComponent(server.password)}"\n`)
  await writeFile(config, configOf({ server, port, users }))
  // As root it runs as nobody, who has to read these.
  await Promise.all([chmod(folder, 0o755), chmod(users, 0o644), chmod(config, 0o644)])
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(PROGRAM, ['-q', ...asNobody, config], { stdio: 'ignore' })

  const url = new URL(databaseUrl)
  url.port = String(port)
  await untilItAnswers(url.href)
  return { url: url.href, stop: () => void child.kill('SIGKILL') }
}

const configOf = ({ server, port, users }: { server: URL; port: number; users: string }) => `
[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
server_reset_query_always = 1
`

async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt === 50) throw error
      await sleep(100)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
