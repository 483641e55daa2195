import { CreatedInvite, CreateInvite, InvitesList, RevokeInvite } from '@chatterly/protocol/auth/invites'
import { z } from 'zod'
import { administrator, router } from '../../trpc.ts'
import { createInvite } from './create-invite.ts'
import { listInvites } from './queries.ts'
import { revokeInvite } from './revoke-invite.ts'
import { toInviteView } from './view.ts'

export const invitesRouter = router({
  create: administrator
    .meta({ access: 'administrator', limit: 'write' })
    .input(CreateInvite)
    .output(CreatedInvite)
    .mutation(async ({ ctx, input }) => {
      const { invite, link } = await createInvite(ctx, input)
      return { invite: toInviteView(invite), link }
    }),

  list: administrator
    .meta({ access: 'administrator', limit: 'read' })
    .output(InvitesList)
    .query(async ({ ctx }) => ({ items: (await listInvites(ctx.db)).map(toInviteView) })),

  revoke: administrator
    .meta({ access: 'administrator', limit: 'write' })
    .input(RevokeInvite)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await revokeInvite(ctx, input)
      return {}
    }),
})
