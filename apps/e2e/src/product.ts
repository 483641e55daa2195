// The product as `npm start` runs it, over a data folder of its own that goes when it ends.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '@chatterly/services/repository'
import { untilStopped } from '@chatterly/services/until-stopped'
import { startWatched } from '@chatterly/services/watched-process'

const STOP_WITHIN_MS = 60_000

const stopped = untilStopped()
const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-e2e-'))
const product = startWatched({
  command: process.execPath,
  args: [join(repositoryRoot, 'tooling/scripts/run.mjs'), 'start'],
  cwd: repositoryRoot,
  env: { ...process.env, CHATTERLY_DATA_DIR: dataDir },
  stopSignal: 'SIGTERM',
  graceMs: STOP_WITHIN_MS,
})
const status = await Promise.race([product.exited, stopped.then(() => product.stop())])
await rm(dataDir, { recursive: true, force: true })
process.exit(status)
