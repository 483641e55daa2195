import { sessions } from '@chatterly/db/schema/auth'
import type { UserId } from '@chatterly/protocol/ids'
import { and, eq, ne } from 'drizzle-orm'
import type { World } from '../../context.ts'

/**
 * Ends all sessions of a person but one, everywhere, and gives their number.
 * @param options.except none: all
 * @param options.withTokens also personal access tokens, which are sessions too
 */
export async function endSessions(
  world: Pick<World, 'db' | 'sessions'>,
  userId: UserId,
  { except, withTokens }: { except: string | null; withTokens: boolean },
): Promise<number> {
  const others = await world.db
    .select({ idHash: sessions.idHash })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        except ? ne(sessions.idHash, except) : undefined,
        withTokens ? undefined : ne(sessions.kind, 'token'),
      ),
    )
  await world.sessions.end(others.map(({ idHash }) => idHash))
  return others.length
}
