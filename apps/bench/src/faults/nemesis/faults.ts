import { calm } from './calm.ts'
import { killNode } from './f01-kill-node.ts'
import { killBeforeAck, killBeforePublish } from './f02-after-commit.ts'
import { killWorker } from './f04-kill-worker.ts'
import { redisDown } from './f05-redis-down.ts'
import { flushRedis } from './f06-flush-redis.ts'
import { killSubscribers } from './f07-kill-subscribers.ts'
import { redisStalls } from './f08-redis-stalls.ts'
import { postgresCrash } from './f09-postgres-crash.ts'
import { terminateBackends } from './f10-terminate-backends.ts'
import { partition } from './f13-partition.ts'
import { halfOpen } from './f15-half-open.ts'
import { slowConsumers } from './f16-slow-consumers.ts'
import { reconnectStorm } from './f17-reconnect-storm.ts'
import { rollingDeploy } from './f18-rolling-deploy.ts'
import { duplicateSubmits } from './f19-duplicate-submits.ts'
import { clockSkew } from './f20-clock-skew.ts'
import { pauseProcesses } from './f21-pause-processes.ts'
import { removedAndAdded } from './f25-removed-and-added.ts'
import { races } from './f26-races.ts'
import { poison } from './f27-poison.ts'
import { callsBreak } from './f29-calls-break.ts'
import { soupOf } from './f33-soup.ts'
import type { Fault } from './fault.ts'
import { rewind } from './rewind.ts'

/** Those that ask nothing of a product that others may have broken at the same moment. */
const mixable = [
  killNode,
  redisDown,
  killSubscribers,
  postgresCrash,
  terminateBackends,
  partition,
  reconnectStorm,
  pauseProcesses,
  removedAndAdded,
  races,
]

export const faults: readonly Fault[] = [
  calm,
  killNode,
  killBeforePublish,
  killBeforeAck,
  killWorker,
  redisDown,
  flushRedis,
  killSubscribers,
  redisStalls,
  postgresCrash,
  terminateBackends,
  partition,
  halfOpen,
  slowConsumers,
  reconnectStorm,
  rollingDeploy,
  duplicateSubmits,
  clockSkew,
  pauseProcesses,
  removedAndAdded,
  races,
  poison,
  callsBreak,
  rewind,
  soupOf(mixable),
]
