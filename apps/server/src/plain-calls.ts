import type { Socket } from 'node:net'
import type { Context } from '@chatterly/domain/context'
import { jsonOf } from '@chatterly/domain/encoded-answer'
import {
  type AnyTRPCRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  type TRPCError,
  type TRPCErrorShape,
} from '@trpc/server'
import { getHTTPStatusCode } from '@trpc/server/http'
import type { Request, RequestHandler, Response } from 'express'
import { type PlainRequest, readInputs, readPlainRequest } from './plain-request.ts'

export type FailedCall = {
  error: TRPCError
  path: string | undefined
  type: string
  ctx: Context | undefined
}

export type PlainCalls = {
  router: AnyTRPCRouter
  maxBatchSize: number
  maxBodySize: number
  createContext(at: { req: Request; res: Response }): Promise<Context>
  /** Of a request that may not act, no procedure is called; it goes on. */
  admits(request: Request): boolean
  /** What an answer with these errors says beside them: names and values in turn, as Node takes them fastest. */
  headersOf(response: Response, errors: TRPCError[]): string[]
  onError(failure: FailedCall): void
}

/**
 * Answers ordinary requests to procedures as the library's own adapter does, without its web streams, and sends an
 * encoded answer as the bytes it has. Everything else goes on to that adapter: streams, forms, subscriptions, and
 * whatever is wrong with a request before a procedure is called.
 */
export const answerPlainCalls =
  (options: PlainCalls): RequestHandler =>
  async (request, response, next) => {
    const plain = options.admits(request) ? readPlainRequest(request, options) : undefined
    const inputs = plain && (await readInputs(request, plain))
    if (!plain || !inputs) return next()
    // Whoever went away while they were still sending is not there to be answered.
    if (inputs === 'cut off') return

    const context = options.createContext({ req: request, res: response })
    const signal = signalOf(request)
    const outcomes = await Promise.all(
      plain.paths.map((path, place) =>
        callOne(options, { type: plain.type, path, place, input: inputs[place], context, signal }),
      ),
    )
    send(response, plain, outcomes, options)
  }

const signals = new WeakMap<Socket, AbortSignal>()

/** Aborted when the client goes away. That ends its connection, so all requests of one share the signal. */
function signalOf({ socket }: Request): AbortSignal {
  const known = signals.get(socket)
  if (known) return known
  const controller = new AbortController()
  socket.once('close', () => controller.abort())
  signals.set(socket, controller.signal)
  return controller.signal
}

type Call = {
  type: PlainRequest['type']
  path: string
  place: number
  input: unknown
  context: Promise<Context>
  signal: AbortSignal
}

type Outcome = { body: Buffer; status: number; error?: TRPCError }

async function callOne({ router, onError }: PlainCalls, call: Call): Promise<Outcome> {
  const { type, path, place, input, context, signal } = call
  let ctx: Context | undefined
  try {
    ctx = await context
    const getRawInput = () => Promise.resolve(input)
    const data: unknown = await callTRPCProcedure({
      router,
      type,
      path,
      ctx,
      signal,
      getRawInput,
      batchIndex: place,
    })
    return { status: 200, body: resultOf(data) }
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause)
    onError({ error, path, type, ctx })
    const config = router._def._config
    // Typed by the router it belongs to, which is any here.
    const shape = getTRPCErrorShape({ config, error, type, path, input, ctx }) as TRPCErrorShape
    return { status: getHTTPStatusCode({ error: shape }), body: bytesOf({ error: shape }), error }
  }
}

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))

/** The wire is plain JSON, without a transformer, so an encoded answer is a part of it as it is. */
function resultOf(data: unknown): Buffer {
  const json = jsonOf(data)
  if (!json) return bytesOf({ result: { data } })
  const result = resultsByJson.get(json) ?? Buffer.concat([RESULT_START, json, RESULT_END])
  resultsByJson.set(json, result)
  return result
}

/** As long as the encoded answer is kept: a copy for each request keeps the garbage collector busy. */
const resultsByJson = new WeakMap<Buffer, Buffer>()

const RESULT_START = Buffer.from('{"result":{"data":')
const RESULT_END = Buffer.from('}}')

function send(
  response: Response,
  { isBatch }: PlainRequest,
  outcomes: Outcome[],
  { headersOf }: PlainCalls,
): void {
  const [only] = outcomes
  const body = only && !isBatch ? only.body : listOf(outcomes)
  const headers = headersOf(
    response,
    outcomes.flatMap(({ error }) => error ?? []),
  )
  headers.push('vary', 'trpc-accept, accept', 'content-type', 'application/json')
  headers.push('content-length', String(body.length))
  response.writeHead(statusOf(outcomes), headers)
  response.end(body)
}

const listOf = (outcomes: Outcome[]) =>
  Buffer.concat([
    LIST_START,
    ...outcomes.flatMap(({ body }, at) => (at === 0 ? body : [COMMA, body])),
    LIST_END,
  ])

const [LIST_START, COMMA, LIST_END] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')]

const MULTI_STATUS = 207

function statusOf(outcomes: Outcome[]): number {
  const [first = 200, ...others] = new Set(outcomes.map(({ status }) => status))
  return others.length === 0 ? first : MULTI_STATUS
}
