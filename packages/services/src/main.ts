import { dataDirOf } from './repository.ts'
import { ServicesProblem } from './services-problem.ts'
import { startServices } from './start-services.ts'
import { untilStopped } from './until-stopped.ts'

const stopped = untilStopped()

// What is chosen goes to standard error, so that standard output is just the two addresses.
const log = (line: string) => void process.stderr.write(`${line}\n`)

try {
  const services = await startServices({
    dataDir: dataDirOf(process.env),
    databaseUrl: process.env.DATABASE_URL,
    redisUrl: process.env.REDIS_URL,
    log,
  })
  process.stdout.write(`DATABASE_URL=${services.databaseUrl}\nREDIS_URL=${services.redisUrl}\n`)
  await stopped
  await services.stop()
  process.exit(0)
} catch (problem) {
  if (!(problem instanceof ServicesProblem)) throw problem
  log(problem.message)
  process.exit(1)
}
