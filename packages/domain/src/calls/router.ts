import { ConnectionFigures, ReportConnection } from '@chatterly/protocol/calls/connection'
import {
  ActiveCalls,
  ActiveCallsView,
  CallHistory,
  CallsPage,
  CallView,
  EnterCall,
  Heartbeat,
  HeartbeatAnswer,
  IceServers,
  OneCall,
  SendSignal,
  StartCall,
} from '@chatterly/protocol/calls/shapes'
import { z } from 'zod'
import { administrator, router, signedIn } from '../trpc.ts'
import { acceptCall } from './accept-call.ts'
import { accessCall } from './access.ts'
import { acknowledgeRing } from './acknowledge-ring.ts'
import { countConnections } from './count-connections.ts'
import { declineCall } from './decline-call.ts'
import { endCall } from './end-call.ts'
import { iceServersFor } from './ice-servers.ts'
import { joinCall } from './join-call.ts'
import { leaveCall } from './leave-call.ts'
import { listActiveCalls, listCallHistory } from './list-calls.ts'
import { reportConnection } from './report-connection.ts'
import { sendSignal } from './send-signal.ts'
import { showLife } from './show-life.ts'
import { startCall } from './start-call.ts'
import { viewCall } from './view.ts'

const calling = signedIn.meta({ access: 'member', limit: 'call' })
const reading = signedIn.meta({ access: 'member', limit: 'read' })
const signalling = signedIn.meta({ access: 'member', limit: 'signal' })
const Done = z.object({})

export const callsRouter = router({
  start: calling
    .input(StartCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await startCall(ctx, input))),

  /** A device of the person called says that it rings. */
  acknowledge: calling
    .input(OneCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await acknowledgeRing(ctx, input))),

  accept: calling
    .input(EnterCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await acceptCall(ctx, input))),

  decline: calling
    .input(OneCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await declineCall(ctx, input))),

  join: calling
    .input(EnterCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await joinCall(ctx, input))),

  leave: calling
    .input(EnterCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await leaveCall(ctx, input))),

  end: calling
    .input(OneCall)
    .output(CallView)
    .mutation(async ({ ctx, input }) => viewCall(ctx.db, await endCall(ctx, input))),

  get: reading
    .input(OneCall)
    .output(CallView)
    .query(async ({ ctx, input }) => viewCall(ctx.db, (await accessCall(ctx, input.callId)).call)),

  active: reading
    .input(ActiveCalls)
    .output(ActiveCallsView)
    .query(({ ctx, input }) => listActiveCalls(ctx, input)),

  history: reading
    .input(CallHistory)
    .output(CallsPage)
    .query(({ ctx, input }) => listCallHistory(ctx, input)),

  signal: signalling
    .input(SendSignal)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await sendSignal(ctx, input)
      return {}
    }),

  /** Every few seconds while a device is in a call. */
  heartbeat: signalling
    .input(Heartbeat)
    .output(HeartbeatAnswer)
    .mutation(({ ctx, input }) => showLife(ctx, input)),

  iceServers: signedIn
    .meta({ access: 'signedIn', limit: 'read' })
    .output(IceServers)
    .query(({ ctx }) => iceServersFor(ctx)),

  /** How the connection of a person was, tried by them or found in a call that failed. */
  reportConnection: signedIn
    .meta({ access: 'signedIn', limit: 'report' })
    .input(ReportConnection)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await reportConnection(ctx, input)
      return {}
    }),

  connectionFigures: administrator
    .meta({ access: 'administrator', limit: 'read' })
    .output(ConnectionFigures)
    .query(({ ctx }) => countConnections(ctx)),
})
