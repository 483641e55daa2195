import { join } from 'node:path'
import { keptAuthSecret } from './auth-secret.ts'
import { portIsFree } from './free-port.ts'
import { dataDirOf, repositoryRoot } from './repository.ts'
import { ServicesProblem } from './services-problem.ts'
import { type Services, startServices } from './start-services.ts'
import { untilStopped } from './until-stopped.ts'
import { startWatched, type WatchedProcess } from './watched-process.ts'

const WEB_PORT = 5173

const stopped = untilStopped()
const log = (line: string) => void process.stdout.write(`${line}\n`)

try {
  process.exit(await develop())
} catch (problem) {
  if (!(problem instanceof ServicesProblem)) throw problem
  process.stderr.write(`${problem.message}\n`)
  process.exit(1)
}

async function develop(): Promise<number> {
  const port = Number(process.env.PORT || 3000)
  for (const each of [port, WEB_PORT]) {
    if (!(await portIsFree(each)))
      throw new ServicesProblem(`Port ${each} is in use. Stop what uses it first.`)
  }
  const dataDir = dataDirOf(process.env)
  const services = await startServices({
    dataDir,
    databaseUrl: process.env.DATABASE_URL,
    redisUrl: process.env.REDIS_URL,
    log,
  })
  const authSecrets = process.env.AUTH_SECRETS || (await keptAuthSecret(dataDir))
  const apps = startApps({ services, authSecrets, dataDir, port })
  const ended = await Promise.race([
    stopped.then(() => undefined),
    ...apps.map(({ exited }) => exited),
    services.ended.then(() => 1),
  ])
  if (ended !== undefined) log(`A program ended by itself with status ${ended}. Stopping everything.`)
  await Promise.all(apps.map((app) => app.stop()))
  await services.stop()
  return ended === undefined ? 0 : ended || 1
}

type Setting = { services: Services; authSecrets: string; dataDir: string; port: number }

function startApps({ services, authSecrets, dataDir, port }: Setting): WatchedProcess[] {
  const env = {
    SEED_DEMO: 'true',
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    CHATTERLY_DATA_DIR: dataDir,
    AUTH_SECRETS: authSecrets,
    CHATTERLY_SERVER_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
  }
  return [
    startApp('server', ['tsx', 'watch', 'src/main.ts'], env),
    startApp('worker', ['tsx', 'watch', 'src/main.ts'], env),
    startApp('web', ['vite', '--host', '127.0.0.1', '--port', String(WEB_PORT), '--strictPort'], env),
  ]
}

function startApp(name: string, [tool = '', ...args]: string[], env: NodeJS.ProcessEnv): WatchedProcess {
  const cwd = join(repositoryRoot, 'apps', name)
  return startWatched({
    command: join(cwd, 'node_modules', '.bin', tool),
    args,
    cwd,
    env,
    onLine: (line) => log(`${name.padEnd(6)} │ ${line}`),
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
  })
}
