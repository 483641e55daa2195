import {
  BrowseChannels,
  ChangeRole,
  ChannelsPage,
  CreateConversation,
  InConversation,
  ListConversations,
  ListMembers,
  MembersPage,
  MyConversationsPage,
  MyConversationView,
  OneMember,
  UpdateConversation,
} from '@chatterly/protocol/conversations/shapes'
import type { ConversationId } from '@chatterly/protocol/ids'
import { FollowConversation } from '@chatterly/protocol/realtime/shapes'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import type { SignedInContext } from '../context.ts'
import { refusing, router, signedIn } from '../trpc.ts'
import { accessConversation } from './access.ts'
import { addMember, joinChannel } from './add-member.ts'
import { changeRole } from './change-role.ts'
import { createConversation } from './create-conversation.ts'
import { deleteConversation } from './delete-conversation.ts'
import { browseChannels, listConversationMembers, listMyConversations } from './list-conversations.ts'
import { leaveConversation, removeMember } from './remove-member.ts'
import { updateConversation } from './update-conversation.ts'
import { toMyConversationView } from './view.ts'

const reading = signedIn.meta({ access: 'signedIn', limit: 'read' })
const writing = signedIn.meta({ access: 'signedIn', limit: 'write' })
const membersReading = signedIn.meta({ access: 'member', limit: 'read' })
const membersWriting = signedIn.meta({ access: 'member', limit: 'write' })
const Done = z.object({})

export const conversationsRouter = router({
  create: writing
    .input(CreateConversation)
    .output(MyConversationView)
    .mutation(async ({ ctx, input }) => viewMine(ctx, await createConversation(ctx, input))),

  list: reading
    .input(ListConversations)
    .output(MyConversationsPage)
    .query(({ ctx, input }) => listMyConversations(ctx, input)),

  get: membersReading
    .input(InConversation)
    .output(MyConversationView)
    .query(({ ctx, input }) => viewMine(ctx, input.conversationId)),

  update: membersWriting
    .input(UpdateConversation)
    .output(MyConversationView)
    .mutation(async ({ ctx, input }) => {
      await updateConversation(ctx, input)
      return viewMine(ctx, input.conversationId)
    }),

  delete: membersWriting
    .input(InConversation)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteConversation(ctx, input.conversationId)
      return {}
    }),

  browse: reading
    .input(BrowseChannels)
    .output(ChannelsPage)
    .query(({ ctx, input }) => browseChannels(ctx, input)),

  join: writing
    .input(InConversation)
    .output(MyConversationView)
    .mutation(async ({ ctx, input }) => {
      await joinChannel(ctx, input.conversationId)
      return viewMine(ctx, input.conversationId)
    }),

  leave: membersWriting
    .input(InConversation)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await leaveConversation(ctx, input.conversationId)
      return {}
    }),

  addMember: membersWriting
    .input(OneMember)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await addMember(ctx, input.conversationId, input.userId)
      return {}
    }),

  removeMember: membersWriting
    .input(OneMember)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeMember(ctx, input.conversationId, input.userId)
      return {}
    }),

  changeRole: membersWriting
    .input(ChangeRole)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await changeRole(ctx, input)
      return {}
    }),

  members: membersReading
    .input(ListMembers)
    .output(MembersPage)
    .query(async ({ ctx, input }) => {
      await accessConversation(ctx, input.conversationId)
      return listConversationMembers(ctx, input)
    }),

  /** Every change of one conversation, tracked, so that the client's last event id resumes it. */
  events: signedIn
    .meta({ access: 'member', limit: 'subscribe' })
    .input(FollowConversation)
    .subscription(async function* ({ ctx, input, signal }) {
      const followed = refusing(ctx.hub.followConversation(ctx.actor.userId, input, signal))
      for await (const { cursor, event } of followed) yield tracked(cursor, event)
    }),
})

async function viewMine(ctx: SignedInContext, id: ConversationId) {
  return toMyConversationView(ctx.db, ctx.actor.userId, await accessConversation(ctx, id))
}
