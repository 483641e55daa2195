import cluster from 'node:cluster'
import { runProgram } from '@chatterly/platform/program'
import { startServerProcesses } from './server-processes.ts'

await runProgram('server', async (env, logger) => {
  const isKeeper = env.WEB_CONCURRENCY > 1 && cluster.isPrimary
  // Loaded only where it runs: the process that keeps the others holds nothing of the product.
  const server = isKeeper
    ? await startServerProcesses(env, logger)
    : await import('./run-server.ts').then(({ runServer }) => runServer(env, logger))
  if (cluster.isPrimary) process.stdout.write(`Chatterly is ready at ${server.url}\n`)
  return {
    async stop() {
      await server.stop()
      // The line to the keeper would hold this process open.
      cluster.worker?.disconnect()
    },
  }
})
