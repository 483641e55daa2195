// The product as `npm start` runs it, over a data folder of its own that goes when it ends; beside it the mail server
// that its mails go to, a provider where people have accounts elsewhere, and other servers of the same installation,
// with settings of their own.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { repositoryRoot } from '@chatterly/services/repository'
import { startServices } from '@chatterly/services/start-services'
import { untilStopped } from '@chatterly/services/until-stopped'
import { startWatched } from '@chatterly/services/watched-process'
import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { startMailCapture } from '@chatterly/testing/mail-capture'
import { mailPorts } from './mailbox.ts'
import { otherServers } from './other-server.ts'

const STOP_WITHIN_MS = 60_000
const LOOK_MS = 100

const stopped = untilStopped()
const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-e2e-'))
const { smtp, mailbox } = mailPorts()
const mails = await startMailCapture({ port: smtp })
const mailReader = createServer(({ url = '' }, response) => {
  response.end(JSON.stringify(mails.of(new URL(url, 'http://mailbox').searchParams.get('to') ?? '')))
}).listen(mailbox, '127.0.0.1')
const provider = await startIdentityProvider({ publicUrl: process.env.PUBLIC_URL ?? '', asks: true })
const services = await startServices({ dataDir, log: () => undefined })
const env = {
  ...process.env,
  CHATTERLY_DATA_DIR: dataDir,
  DATABASE_URL: services.databaseUrl,
  REDIS_URL: services.redisUrl,
  AUTH_SECRETS: 'what both servers of these journeys sign with',
}
const start = (args: string[], own: NodeJS.ProcessEnv = {}) =>
  startWatched({
    command: process.execPath,
    args,
    cwd: repositoryRoot,
    env: { ...env, ...own },
    stopSignal: 'SIGTERM',
    graceMs: STOP_WITHIN_MS,
  })
const product = start([join(repositoryRoot, 'tooling/scripts/run.mjs'), 'start'], provider.settings)
// It builds what the other servers run.
while (product.isRunning() && !(await isReady())) await sleep(LOOK_MS)
const others = otherServers().map(({ settings }) =>
  start([join(repositoryRoot, 'apps/server/dist/main.mjs')], {
    ...settings,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  }),
)
const stopAll = () => Promise.all([product, ...others].map((server) => server.stop()))
const status = await Promise.race([
  ...[product, ...others].map(({ exited }) => exited),
  stopped.then(() => stopAll().then(([first]) => first)),
])
await stopAll()
await services.stop()
await mails.stop()
await provider.stop()
mailReader.close()
await rm(dataDir, { recursive: true, force: true })
process.exit(status)

function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}
