import { portIsFree } from './free-port.ts'
import { runProduct } from './run-product.ts'
import { dataDirOf } from './repository.ts'
import { ServicesProblem } from './services-problem.ts'
import { startServices } from './start-services.ts'
import { untilStopped } from './until-stopped.ts'

const stopped = untilStopped()
const log = (line: string) => void process.stdout.write(`${line}\n`)

try {
  process.exit(await serve())
} catch (problem) {
  if (!(problem instanceof ServicesProblem)) throw problem
  process.stderr.write(`${problem.message}\n`)
  process.exit(1)
}

async function serve(): Promise<number> {
  const host = process.env.HOST || '127.0.0.1'
  const port = Number(process.env.PORT || 3000)
  if (!(await portIsFree(port, host))) {
    throw new ServicesProblem(
      `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
    )
  }
  const dataDir = dataDirOf(process.env)
  const services = await startServices({
    dataDir,
    databaseUrl: process.env.DATABASE_URL,
    redisUrl: process.env.REDIS_URL,
    log,
  })
  try {
    return await runProduct({ services, host, port, dataDir, stopped, log })
  } finally {
    await services.stop()
  }
}
