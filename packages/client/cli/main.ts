#!/usr/bin/env node
import { run } from './run.ts'

// Whoever reads has seen enough, as `head` has: no reason to complain.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await run(process.argv.slice(2))
