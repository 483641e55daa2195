import { EventEmitter, once } from 'node:events'
import { watchCommits } from '../network/commit-watch.ts'
import type { StandNode } from '../stand/stand.ts'
import { type Fault, nodesOf, type Strike } from './fault.ts'

/** Words that only the statement which writes messages has. */
const WRITES_MESSAGES = 'select * from write_messages('
/** Of the commits of a node: often enough to happen soon, seldom enough that it is under load when it does. */
const CHANCE = 1 / 10
const PAUSE_MS = 1500
/** Milliseconds a node has to announce what it committed before it dies without having answered. */
const ANNOUNCE_MS = 40

/** PostgreSQL has committed and the node never hears of it: nobody was told, and nobody was answered. */
export const killBeforePublish: Fault = {
  id: 'F2',
  words: 'kill -9 between commit and publish',
  strike: (strike) =>
    killAtCommits(strike, (node, onDead) => {
      node.program.killNow()
      onDead()
      return false
    }),
}

/** The node hears of its commit and announces it, and dies before anybody is answered. */
export const killBeforeAck: Fault = {
  id: 'F3',
  words: 'kill -9 between commit and ack',
  strike: (strike) =>
    killAtCommits(strike, (node, onDead) => {
      node.door.hold('down')
      setTimeout(() => {
        node.program.killNow()
        // What the node had answered is lost with it.
        node.door.reset()
        node.door.release()
        onDead()
      }, ANNOUNCE_MS)
      return true
    }),
}

/** @param onCommit kills the node whose commit was seen on the wire, now or soon; whether the node may hear of it */
async function killAtCommits(
  { stand, random, isOver, sleep, act }: Strike,
  onCommit: (node: StandNode, onDead: () => void) => boolean,
): Promise<void> {
  const nodes = random.shuffle(nodesOf(stand))
  for (let turn = 0; !isOver(); turn += 1) {
    const node = nodes[turn % nodes.length]
    if (!node) return
    const struck = new EventEmitter()
    let isStruck = false
    node.postgres.watch(() =>
      watchCommits(WRITES_MESSAGES, () => {
        if (isStruck || !random.chance(CHANCE)) return !isStruck
        isStruck = true
        return onCommit(node, () => struck.emit('dead'))
      }),
    )
    const dead = once(struck, 'dead')
    // Connections made from now on are watched.
    node.postgres.reset()
    await Promise.race([dead, sleep(PAUSE_MS * 4)])
    node.postgres.watch(undefined)
    if (!isStruck) continue
    await dead
    act(`${node.name} died at a commit`)
    await node.program.kill()
    node.postgres.reset()
    await node.program.start()
    await sleep(PAUSE_MS)
  }
}
