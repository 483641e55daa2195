import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const SECRET_BYTES = 32

/** AUTH_SECRETS for the product in this data folder: made at random once, and kept for its owner alone. */
export async function keptAuthSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret')
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (kept) return kept
  const made = randomBytes(SECRET_BYTES).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}
