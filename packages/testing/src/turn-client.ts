import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'

/** Of RFC 8489 and RFC 8656, what an allocation and a permission take. */
const ALLOCATE = 0x0003
const CREATE_PERMISSION = 0x0008
const [USERNAME, INTEGRITY, ERROR_CODE, PEER, REALM, NONCE, TRANSPORT] = [6, 8, 9, 0x12, 0x14, 0x15, 0x19]
const COOKIE = Buffer.from([0x21, 0x12, 0xa4, 0x42])
const UDP = Buffer.from([17, 0, 0, 0])
const ANSWER_TIMEOUT_MS = 1000

type Attribute = readonly [type: number, value: Buffer]
type Answer = { error: number | undefined; attributes: Map<number, Buffer> }
export type TurnCredential = { username: string; credential: string }

/** Speaks TURN over UDP as a browser does. Each answer is the number of the error, or nothing where it succeeded. */
export function openTurnClient(port: number) {
  const socket = createSocket('udp4')
  let challenge: Attribute[] = []

  async function send(method: number, attributes: Attribute[], credential?: TurnCredential): Promise<Answer> {
    const message = credential ? sign(method, attributes, challenge, credential) : pack(method, attributes)
    const answer = await exchange(message)
    const { attributes: found } = answer
    const fresh = [REALM, NONCE].flatMap((type): Attribute[] => {
      const value = found.get(type)
      return value ? [[type, value]] : []
    })
    if (fresh.length > 0) challenge = fresh
    return answer
  }

  const exchange = (message: Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No answer from the TURN server')), ANSWER_TIMEOUT_MS)
      socket.once('message', (answer) => {
        clearTimeout(timer)
        resolve(unpack(answer))
      })
      socket.send(message, port, '127.0.0.1')
    })

  return {
    /** Without a credential: the answer says what one has to be made for. */
    ask: async () => (await send(ALLOCATE, [[TRANSPORT, UDP]])).error,
    allocate: async (credential: TurnCredential) =>
      (await send(ALLOCATE, [[TRANSPORT, UDP]], credential)).error,
    permit: async (address: string, credential: TurnCredential) =>
      (await send(CREATE_PERMISSION, [[PEER, toPeer(address)]], credential)).error,
    close: () => socket.close(),
  }
}

function pack(method: number, attributes: readonly Attribute[], extraBytes = 0): Buffer {
  const body = Buffer.concat(attributes.map(packAttribute))
  const head = Buffer.alloc(4)
  head.writeUInt16BE(method, 0)
  head.writeUInt16BE(body.length + extraBytes, 2)
  return Buffer.concat([head, COOKIE, randomBytes(12), body])
}

function packAttribute([type, value]: Attribute): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}

const INTEGRITY_BYTES = 24

function sign(
  method: number,
  attributes: Attribute[],
  challenge: Attribute[],
  { username, credential }: TurnCredential,
): Buffer {
  const realm = challenge.find(([type]) => type === REALM)?.[1].toString() ?? ''
  const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest()
  const all: Attribute[] = [...attributes, [USERNAME, Buffer.from(username)], ...challenge]
  const message = pack(method, all, INTEGRITY_BYTES)
  const integrity = createHmac('sha1', key).update(message).digest()
  return Buffer.concat([message, packAttribute([INTEGRITY, integrity])])
}

function unpack(answer: Buffer): Answer {
  const attributes = new Map<number, Buffer>()
  for (let at = 20; at + 4 <= answer.length; ) {
    const bytes = answer.readUInt16BE(at + 2)
    attributes.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + bytes))
    at += 4 + bytes + ((4 - (bytes % 4)) % 4)
  }
  const code = attributes.get(ERROR_CODE)
  return { attributes, error: code && (code[2] ?? 0) * 100 + (code[3] ?? 0) }
}

/** XOR-PEER-ADDRESS: family, port and address, the latter two hidden from meddling routers by the cookie. */
function toPeer(address: string): Buffer {
  const parts = address.split('.').map(Number)
  const hidden = parts.map((part, place) => part ^ (COOKIE[place] ?? 0))
  return Buffer.from([0, 1, 0x21 ^ 0x10, 0x12 ^ 0x00, ...hidden])
}
