import {
  ConfirmSecondFactor,
  Enrolment,
  RecoveryCodes,
  SecondFactorView,
} from '@chatterly/protocol/auth/second-factor'
import { router, signedIn } from '../../trpc.ts'
import { beginSecondFactor } from './begin-second-factor.ts'
import { confirmSecondFactor } from './confirm-second-factor.ts'
import { removeSecondFactor } from './remove-second-factor.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'
import { viewSecondFactor } from './view.ts'

export const secondFactorRouter = router({
  get: signedIn
    .meta({ access: 'account', limit: 'read' })
    .output(SecondFactorView)
    .query(({ ctx }) => viewSecondFactor(ctx.db, ctx.actor.userId)),

  begin: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(Enrolment)
    .mutation(({ ctx }) => beginSecondFactor(ctx)),

  confirm: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(ConfirmSecondFactor)
    .output(RecoveryCodes)
    .mutation(async ({ ctx, input }) => ({ recoveryCodes: await confirmSecondFactor(ctx, input) })),

  remove: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(SecondFactorView)
    .mutation(async ({ ctx }) => {
      await removeSecondFactor(ctx)
      return viewSecondFactor(ctx.db, ctx.actor.userId)
    }),

  newRecoveryCodes: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(RecoveryCodes)
    .mutation(async ({ ctx }) => ({ recoveryCodes: await renewRecoveryCodes(ctx) })),
})
