import type { Watches } from './tcp-proxy.ts'

/** PostgreSQL's message that a statement is over and, outside of a transaction, committed. */
const READY_FOR_QUERY = 0x5a
const HEADER_BYTES = 5

/** Reads the kinds of a server's messages off its bytes, however these are cut. */
export function createMessageReader(onMessage: (kind: number) => void): (bytes: Buffer) => void {
  let header = Buffer.alloc(0)
  let bodyLeft = 0
  return (bytes) => {
    let rest = bytes
    while (rest.length > 0) {
      if (bodyLeft > 0) {
        const taken = Math.min(bodyLeft, rest.length)
        bodyLeft -= taken
        rest = rest.subarray(taken)
        continue
      }
      const missing = HEADER_BYTES - header.length
      header = Buffer.concat([header, rest.subarray(0, missing)])
      rest = rest.subarray(missing)
      if (header.length < HEADER_BYTES) return
      onMessage(header[0] ?? 0)
      // The length counts itself.
      bodyLeft = header.readUInt32BE(1) - 4
      header = Buffer.alloc(0)
    }
  }
}

/**
 * Notices, on the wire between a node and PostgreSQL, that a statement with this text has been committed, before the
 * node hears of it.
 *
 * @param onCommitted answers whether the node may hear of it
 */
export function watchCommits(text: string, onCommitted: () => boolean): Watches {
  let isUnderWay = false
  let letsPass = true
  let tail = ''
  const read = createMessageReader((kind) => {
    if (kind !== READY_FOR_QUERY || !isUnderWay) return
    isUnderWay = false
    letsPass = onCommitted()
  })
  return {
    up(bytes) {
      const said = tail + bytes.toString('latin1')
      if (said.includes(text)) isUnderWay = true
      tail = said.slice(-text.length)
      return true
    },
    down(bytes) {
      read(bytes)
      return letsPass
    },
  }
}
