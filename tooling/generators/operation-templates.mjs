/**
 * @typedef {import('./names.mjs').SliceNames} SliceNames
 * @typedef {import('./names.mjs').OperationNames} OperationNames
 */

/** What the operation takes, for the slice's shapes.ts. @param {SliceNames} names @param {OperationNames} operation */
export const inputShape = ({ one, One }, { Act }) => `
export const ${Act} = z.object({ ${one}Id: ${One}Id })
export type ${Act} = z.infer<typeof ${Act}>
`

/** @param {SliceNames} names @param {OperationNames} operation @returns {Record<string, string>} */
export const operationFiles = (names, operation) => ({
  [`packages/domain/src/${names.slice}/${operation.file}.ts`]: source(names, operation),
  [`packages/domain/src/${names.slice}/${operation.file}.db.test.ts`]: test(names, operation),
})

/** @param {SliceNames} names @param {OperationNames} operation */
const source = (
  { slice, table, one, One },
  { act, Act },
) => `import { type ${One}Row, ${table} } from '@chatterly/db/schema/${slice}'
import type { ${Act} } from '@chatterly/protocol/${slice}/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'

/**
 * The row stays locked until the end, so that what is decided about it still holds when it is written.
 *
 * @throws ${one}.not_found
 */
export async function ${act}(ctx: Acting, { ${one}Id }: ${Act}): Promise<${One}Row> {
  return ctx.db.transaction(async (tx) => {
    const [${one}] = await tx.select().from(${table}).where(eq(${table}.id, ${one}Id)).for('update')
    if (!${one}) throw new Refusal('${one}.not_found')
    return ${one}
  })
}
`

/** @param {SliceNames} names @param {OperationNames} operation */
const test = (
  { slice, one, One },
  { act, file },
) => `import { ${One}Id } from '@chatterly/protocol/${idModule(slice)}'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { ${act} } from './${file}.ts'

const world = await openTestWorld()

test('what is not there is refused', async () => {
  const ada = await world.person('Ada')
  const missing = { ${one}Id: ${One}Id.parse(crypto.randomUUID()) }
  await expect(${act}(ada.ctx, missing)).rejects.toMatchObject({ code: '${one}.not_found' })
})
`

/** The first slices keep their ids in one file, later ones beside their shapes. @param {string} slice */
const idModule = (slice) =>
  ['users', 'conversations', 'messages'].includes(slice) ? 'ids' : `${slice}/shapes`
