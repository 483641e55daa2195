import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on: the preferred one when it is free, else any. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await portIsFree(preferred))) return preferred
  return probe('127.0.0.1', 0)
}

/** Whether this process could listen there. Port 0 is always free. */
export async function portIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  try {
    await probe(host, port)
    return true
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE') return false
    throw problem
  }
}

const probe = (host: string, port: number) =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no port.'))
      })
    })
  })
