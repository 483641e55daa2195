import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AnyTRPCRouter, TRPCProcedureType } from '@trpc/server'

/** An ordinary request: queries by GET or mutations by POST, one or a batch, in JSON. */
export type PlainRequest = {
  type: 'query' | 'mutation'
  paths: string[]
  isBatch: boolean
  search: URLSearchParams
}

type Limits = { router: AnyTRPCRouter; maxBatchSize: number; maxBodySize: number }

const TYPES: Record<string, PlainRequest['type']> = { GET: 'query', POST: 'mutation' }

/** Nothing for whatever is out of the ordinary, wrong or not. */
export function readPlainRequest(
  request: IncomingMessage,
  { router, maxBatchSize, maxBodySize }: Limits,
): PlainRequest | undefined {
  const { method = '', url = '', headers } = request
  const type = TYPES[method]
  if (!type || !isPlainType(headers['content-type'], type) || wantsStream(request)) return undefined
  if (type === 'mutation' && !(Number(headers['content-length']) <= maxBodySize)) return undefined

  const queryAt = url.indexOf('?')
  const search = new URLSearchParams(queryAt === -1 ? '' : url.slice(queryAt))
  const isBatch = search.get('batch') === '1'
  const paths = readPaths(queryAt === -1 ? url : url.slice(0, queryAt), isBatch)
  if (paths.length > maxBatchSize || search.has('connectionParams')) return undefined
  return paths.every((path) => typeOf(router, path) === type) ? { type, paths, isBatch, search } : undefined
}

const isPlainType = (contentType: string | undefined, type: PlainRequest['type']) =>
  contentType === undefined ? type === 'query' : contentType.startsWith('application/json')

const wantsStream = ({ headers }: IncomingMessage) =>
  headers['trpc-accept'] !== undefined || headers.accept?.includes('application/jsonl')

/** Names as they are: what is encoded in them is out of the ordinary too, but for the comma. */
function readPaths(pathname: string, isBatch: boolean): string[] {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1).replaceAll('%2C', ',')
  return isBatch ? last.split(',') : [last]
}

/** A router of any kind does not say what is in it. */
type Procedures = Record<string, { _def: { type: TRPCProcedureType } } | undefined>

function typeOf(router: AnyTRPCRouter, path: string): TRPCProcedureType | undefined {
  const procedures = router._def.procedures as Procedures
  return procedures[path]?._def.type
}

/** One input for each call; nothing when what was sent is not JSON. */
export async function readInputs(
  request: IncomingMessage & { body?: unknown },
  { type, paths, isBatch, search }: PlainRequest,
): Promise<unknown[] | 'cut off' | undefined> {
  if (type === 'query') return toInputs(search.get('input') || undefined, paths, isBatch)
  const body = await text(request).catch((problem: unknown) => {
    if (request.complete) throw problem
  })
  if (body === undefined) return 'cut off'
  const inputs = toInputs(body, paths, isBatch)
  // The library's own adapter, which will have to say what is wrong with it, finds it there.
  if (!inputs) request.body = body
  return inputs
}

function toInputs(json: string | undefined, paths: string[], isBatch: boolean): unknown[] | undefined {
  if (json === undefined) return paths.map(() => undefined)
  const sent = parseJson(json)
  if (sent === undefined) return undefined
  if (!isBatch) return [sent.value]
  const { value } = sent
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const byPlace = value as Record<number, unknown>
  return paths.map((_, place) => byPlace[place])
}

function parseJson(json: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) }
  } catch {
    return undefined
  }
}
