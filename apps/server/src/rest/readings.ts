import { ConversationId } from '@chatterly/protocol/ids'
import { ProgramTokens } from '@chatterly/protocol/auth/programs'
import { Registered } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { z } from 'zod'
import { readPlace } from './message-places.ts'
import type { ProcedurePath } from './procedures.ts'
import type { Reading } from './rest-path.ts'

/** For paths that name a message and not its conversation. */
export const ofMessage = (procedure: ProcedurePath): Reading => ({
  calls: ['messages.get'],
  finds: ['conversationId'],
  async ask({ call, input }) {
    const { conversationId } = await call('messages.get', { messageId: input.messageId })
    return call(procedure, { ...input, conversationId })
  },
})

/** Reading a message is having read up to it. */
export const readUpTo: Reading = {
  calls: ['messages.get'],
  finds: ['conversationId', 'number'],
  takes: z.object({ messageId: z.uuid() }),
  async ask({ call, input }) {
    const { conversationId, number } = await call('messages.get', { messageId: input.messageId })
    return call('receipts.markRead', { conversationId, number })
  },
}

export const removeReactionById: Reading = {
  calls: ['reactions.get'],
  finds: ['conversationId', 'messageId', 'emoji'],
  async ask({ call, input }) {
    const { conversationId, id } = await call('reactions.get', { reactionId: input.reactionId })
    return call('reactions.remove', { conversationId, reactionId: id })
  },
}

/** A call stands in the path below its conversation, and elsewhere is nowhere. */
export const callOf = (procedure: ProcedurePath): Reading => ({
  calls: ['calls.get'],
  takes: z.object({ conversationId: ConversationId }),
  async ask({ call, input }) {
    const conversationId = ConversationId.safeParse(input.conversationId)
    const found = await call('calls.get', { callId: input.callId })
    if (found.conversationId !== conversationId.data) throw new Refusal('call.not_found')
    return call(procedure, input)
  },
})

/** To whoever keeps a conversation, to delete it is to end it; to everybody else, to be rid of it. */
export const deleteOrLeave: Reading = {
  calls: ['conversations.get', 'conversations.leave'],
  async ask({ call, input }) {
    const { me } = await call('conversations.get', input)
    return call(me.role === 'member' ? 'conversations.leave' : 'conversations.delete', input)
  },
}

/** People change themselves, and nobody else. */
export const ofOneself: Reading = {
  takes: z.object({ userId: z.uuid() }),
  async ask({ call, input, ctx }) {
    if (ctx.actor && ctx.actor.userId !== String(input.userId).toLowerCase())
      throw new Refusal('user.forbidden')
    return call('users.update', input)
  },
}

/** A time, a number, or where the last page ended. */
export const byPlace: Reading = {
  takes: z.object({ cursor: z.string().optional() }),
  ask: ({ call, input: { cursor, ...input } }) => call('messages.list', { ...input, ...readPlace(cursor) }),
}

/** An account begins, and a program goes on with tokens: the browser's session that begins with it ends at once. */
export const registerProgram: Reading = {
  calls: ['auth.token', 'auth.logout'],
  answers: Registered.extend(ProgramTokens.partial().shape),
  async ask({ call, callAs, input, ctx }) {
    const cookies: string[] = []
    const asStranger = { ...ctx, actor: null, setCookie: (cookie: string) => void cookies.push(cookie) }
    const { user } = await callAs(asStranger)('auth.register', input)
    if (!user) return { user }
    const { actor } = await ctx.sessions.identify(cookies[0]?.split(';')[0])
    await callAs({ ...asStranger, actor })('auth.logout', {})
    const { email: login, password } = input
    return { user, ...(await call('auth.token', { login, password })) }
  },
}
