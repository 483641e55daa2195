import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { serveParent } from '../load/parent.ts'

/** The least a server can do: take a message, answer it, and send the same bytes to everybody, one after the other. */
const groups = new Map<string, { seq: number; sockets: Set<WebSocket> }>()
let frameBytes = 0

type Send = { id: number; params: { input: { conversationId: string; body: string } } }

const handlers = {
  async listen(): Promise<number> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
    server.on('connection', (socket, request) => {
      for (const name of (request.headers.cookie ?? '').split(' ')) groupOf(name).sockets.add(socket)
      socket.on('message', (text: Buffer) => {
        const { id, params } = JSON.parse(text.toString()) as Send
        broadcast(params.input)
        socket.send(`{"id":${id},"result":{"type":"data"}}`)
      })
      socket.on('close', () => {
        for (const { sockets } of groups.values()) sockets.delete(socket)
      })
    })
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  },

  /** From now on every message is of this size, which is that of the product's frame for one event. */
  setFrameBytes: ({ bytes }: { bytes: number }): void => {
    frameBytes = bytes
  },
}

function broadcast({ conversationId, body }: Send['params']['input']): void {
  const group = groupOf(conversationId)
  const prev = group.seq++
  const events = [{ type: 'message.created', seq: group.seq, message: { body } }]
  const text = JSON.stringify({ type: 'batch', conversationId, prev, events })
  const frame = Buffer.from(text.padEnd(frameBytes))
  for (const socket of group.sockets) socket.send(frame, { binary: false })
}

function groupOf(name: string) {
  const group = groups.get(name) ?? { seq: 0, sockets: new Set<WebSocket>() }
  groups.set(name, group)
  return group
}

export type Broadcast = typeof handlers

serveParent(handlers)
