import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { RefusalCode } from '@chatterly/protocol/refusals'
import type { ProcedurePath } from '../procedures.ts'
import { readThrownRefusals } from './thrown-refusals.ts'

const ROOT_ROUTER = fileURLToPath(new URL('../../../../../packages/domain/src/router.ts', import.meta.url))

/** Procedure → what it may refuse by itself, beside what its access and its limit refuse. */
export function refusalsOfProcedures(): (path: ProcedurePath) => RefusalCode[] {
  const text = readFileSync(ROOT_ROUTER, 'utf8')
  const thrown = readThrownRefusals()
  return (path) => {
    const [slice = '', name = ''] = path.split('.')
    const [, router] = new RegExp(`^  ${slice}: (\\w+),$`, 'm').exec(text) ?? []
    const [, file] = new RegExp(`import \\{[^}]*\\b${router}\\b[^}]*\\} from '\\./(.+)'`).exec(text) ?? []
    if (!file) throw new Error(`${path} is in no router`)
    return thrown(file, name)
  }
}
