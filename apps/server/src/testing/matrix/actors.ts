import type { Scope } from '@chatterly/protocol/auth/personal-tokens'
import type { MemberRole } from '@chatterly/protocol/conversations/shapes'
import type { UserRole } from '@chatterly/protocol/users/shapes'

/**
 * How somebody stands in the group that is the matrix's own, and what they come with. `past`: they were a member and
 * are no more. A session that has ended or expired belongs to somebody who is still a member. With a `token` they ask
 * as a program of theirs that may do no more than its scope says. `userRole` is what they are in the installation.
 */
export type Actor = {
  role?: MemberRole | 'past'
  userRole?: UserRole
  session: 'none' | 'ended' | 'expired' | 'good'
  token?: Scope
}

/** Everybody who tries everything; one line each. */
export const actors = {
  anonymous: { session: 'none' },
  signedOut: { role: 'member', session: 'ended' },
  expired: { role: 'member', session: 'expired' },
  stranger: { session: 'good' },
  administrator: { userRole: 'administrator', session: 'good' },
  former: { role: 'past', session: 'good' },
  member: { role: 'member', session: 'good' },
  admin: { role: 'admin', session: 'good' },
  owner: { role: 'owner', session: 'good' },
  tokenRead: { role: 'member', session: 'good', token: 'read' },
  tokenWrite: { role: 'member', session: 'good', token: 'write' },
} as const satisfies Record<string, Actor>

export type ActorName = keyof typeof actors
export const actorNames = Object.keys(actors) as ActorName[]
export const actorOf = (name: ActorName): Actor => actors[name]
