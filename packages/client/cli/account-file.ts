import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ProgramTokens } from '@chatterly/protocol/auth/programs'
import { z } from 'zod'
import { Problem } from './problem.ts'
import { stateFolder } from './state-folder.ts'

/** Where somebody is signed in, as whom, and with what. Never a password. */
export const Account = z.object({
  url: z.url({ protocol: /^https?$/ }),
  username: z.string(),
  session: z.union([ProgramTokens, z.object({ personalToken: z.string() })]),
})
export type Account = z.infer<typeof Account>

/** @throws Problem where the name could be that of another folder */
export function accountPath(name: string): string {
  if (!/^[\w-]{1,64}$/.test(name))
    throw new Problem('usage', 'An account is named by letters, digits, - and _.')
  return join(stateFolder(), `${name}.json`)
}

/** @throws Problem when nobody is signed in there */
export async function readAccount(path: string): Promise<Account> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new Problem('signed_out', 'Nobody is signed in. Begin with: chatterly login <address> <name>', {
        code: 'not_signed_in',
      })
    throw error
  })
  const read = Account.safeParse(fromJson(text))
  if (read.success) return read.data
  throw new Problem('signed_out', `${path} holds no account. Sign in again.`, { code: 'not_signed_in' })
}

/** Whole or not at all, and from its first byte only for the person whose it is. */
export async function writeAccount(path: string, account: Account): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const next = `${path}.${process.pid}.next`
  await rm(next, { force: true })
  await writeFile(next, `${JSON.stringify(account)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(next, path)
}

export const forgetAccount = (path: string) => rm(path, { force: true })

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is no account either, and told as that.
    return undefined
  }
}
