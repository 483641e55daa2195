/** @typedef {import('./names.mjs').SliceNames} SliceNames */

const ADA = '018f0000-0000-7000-8000-000000000001'
const KAY = '018f0000-0000-7000-8000-000000000002'

/** The files of a new slice, by path. @param {SliceNames} names @returns {Record<string, string>} */
export const sliceFiles = (names) => ({
  [`packages/protocol/src/${names.slice}/shapes.ts`]: shapes(names),
  [`packages/protocol/src/${names.slice}/policy.ts`]: policy(names),
  [`packages/protocol/src/${names.slice}/policy.test.ts`]: policyTest(names),
  [`packages/db/src/schema/${names.slice}.ts`]: schema(names),
  [`packages/domain/src/${names.slice}/queries.ts`]: queries(names),
  [`packages/domain/src/${names.slice}/access.ts`]: access(names),
  [`packages/domain/src/${names.slice}/view.ts`]: view(names),
  [`packages/domain/src/${names.slice}/view.test.ts`]: viewTest(names),
  [`packages/domain/src/${names.slice}/router.ts`]: router(names),
})

/** The line a new slice needs in packages/protocol/src/refusals.ts. @param {SliceNames} names */
export const refusalLine = ({ one }) =>
  `  '${one}.not_found': { status: 404, words: 'There is no such ${spoken(one)} here.' },`

/** @param {string} one */
const spoken = (one) => one.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** @param {SliceNames} names */
const shapes = ({ one, One }) => `import { z } from 'zod'
import { UserId } from '../ids.ts'

export const ${One}Id = z.uuid().brand<'${One}Id'>()
export type ${One}Id = z.infer<typeof ${One}Id>

export const ${One}View = z.object({
  id: ${One}Id,
  creatorId: UserId,
  createdAt: z.iso.datetime(),
})
export type ${One}View = z.infer<typeof ${One}View>

export const Get${One} = z.object({ ${one}Id: ${One}Id })
`

/** @param {SliceNames} names */
const policy = ({ one, One }) => `import type { UserId } from '../ids.ts'

/** It is seen by whoever made it. */
export const canSee${One} = (${one}: { creatorId: UserId }, userId: UserId) => ${one}.creatorId === userId
`

/** @param {SliceNames} names */
const policyTest = ({ One }) => `import { expect, test } from 'vitest'
import { UserId } from '../ids.ts'
import { canSee${One} } from './policy.ts'

const ada = UserId.parse('${ADA}')
const kay = UserId.parse('${KAY}')

test('it is seen by whoever made it, and by nobody else', () => {
  expect(canSee${One}({ creatorId: ada }, ada)).toBe(true)
  expect(canSee${One}({ creatorId: ada }, kay)).toBe(false)
})
`

/** @param {SliceNames} names */
const schema = ({ slice, table, One }) => `import type { UserId } from '@chatterly/protocol/ids'
import type { ${One}Id } from '@chatterly/protocol/${slice}/shapes'
import { sql } from 'drizzle-orm'
import { pgTable, timestamp, uuid } from 'drizzle-orm/pg-core'
import { users } from './users.ts'

export const ${table} = pgTable('${slice.replaceAll('-', '_')}', {
  id: uuid().$type<${One}Id>().primaryKey().default(sql\`uuidv7()\`),
  creatorId: uuid()
    .$type<UserId>()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})

export type ${One}Row = typeof ${table}.$inferSelect
`

/** @param {SliceNames} names */
const queries = ({ slice, table, One }) => `import type { Reader } from '@chatterly/db/database'
import { type ${One}Row, ${table} } from '@chatterly/db/schema/${slice}'
import type { ${One}Id } from '@chatterly/protocol/${slice}/shapes'
import { eq } from 'drizzle-orm'

export async function find${One}(db: Reader, id: ${One}Id): Promise<${One}Row | undefined> {
  const [row] = await db.select().from(${table}).where(eq(${table}.id, id))
  return row
}
`

/** @param {SliceNames} names */
const access = ({ slice, one, One }) => `import type { ${One}Row } from '@chatterly/db/schema/${slice}'
import { canSee${One} } from '@chatterly/protocol/${slice}/policy'
import type { ${One}Id } from '@chatterly/protocol/${slice}/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { find${One} } from './queries.ts'

/** @throws ${one}.not_found when it is missing or not the actor's to see */
export async function access${One}(ctx: Acting, id: ${One}Id): Promise<${One}Row> {
  const ${one} = await find${One}(ctx.db, id)
  if (!${one} || !canSee${One}(${one}, ctx.actor.userId)) throw new Refusal('${one}.not_found')
  return ${one}
}
`

/** @param {SliceNames} names */
const view = ({ slice, One }) => `import type { ${One}Row } from '@chatterly/db/schema/${slice}'
import type { ${One}View } from '@chatterly/protocol/${slice}/shapes'

export const to${One}View = (row: ${One}Row): ${One}View => ({
  id: row.id,
  creatorId: row.creatorId,
  createdAt: row.createdAt.toISOString(),
})
`

/** @param {SliceNames} names */
const viewTest = ({ slice, One }) => `import { UserId } from '@chatterly/protocol/ids'
import { ${One}Id, ${One}View } from '@chatterly/protocol/${slice}/shapes'
import { expect, test } from 'vitest'
import { to${One}View } from './view.ts'

const row = {
  id: ${One}Id.parse('${ADA}'),
  creatorId: UserId.parse('${KAY}'),
  createdAt: new Date('2026-03-01T12:00:00Z'),
}

test('the view is what protocol says, and nothing more', () => {
  const view = to${One}View(row)
  expect(view.createdAt).toBe('2026-03-01T12:00:00.000Z')
  expect(${One}View.strict().parse(view)).toEqual(view)
})
`

/** @param {SliceNames} names */
const router = ({
  slice,
  table,
  one,
  One,
}) => `import { Get${One}, ${One}View } from '@chatterly/protocol/${slice}/shapes'
import { router, signedIn } from '../trpc.ts'
import { access${One} } from './access.ts'
import { to${One}View } from './view.ts'

export const ${table}Router = router({
  get: signedIn
    .meta({ access: 'signedIn', limit: 'read' })
    .input(Get${One})
    .output(${One}View)
    .query(async ({ ctx, input }) => to${One}View(await access${One}(ctx, input.${one}Id))),
})
`
