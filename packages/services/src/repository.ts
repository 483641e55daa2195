import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url))

/** The data folder of this checkout; a relative one means below the checkout, wherever a command was typed. */
export const dataDirOf = (env: NodeJS.ProcessEnv): string =>
  resolve(repositoryRoot, env.CHATTERLY_DATA_DIR || '.data')
