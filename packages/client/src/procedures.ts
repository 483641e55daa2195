import type { AppRouter } from '@chatterly/domain/router'

type Leaf = {
  _def: { type: 'query' | 'mutation' | 'subscription'; $types: { input: unknown; output: unknown } }
}
type InputOf<Procedure extends Leaf> = Procedure['_def']['$types']['input']
type OutputOf<Procedure extends Leaf> = Procedure['_def']['$types']['output']

export type CallOptions = { signal?: AbortSignal | undefined }
export type Subscription = { unsubscribe(): void }
export type SubscriptionHandlers<Item> = {
  onData: (item: Item) => void
  onError?: (error: unknown) => void
  onComplete?: () => void
}

/** The key is made where none is given. */
type WithOptionalKey<Input> = Input extends { key: string }
  ? Omit<Input, 'key'> & { key?: string | undefined }
  : Input
type Arguments<Input> = void extends Input
  ? [input?: undefined, options?: CallOptions]
  : [input: Input, options?: CallOptions]

export type Query<Input, Output> = { query(...given: Arguments<Input>): Promise<Output> }
export type Mutation<Input, Output> = { mutate(...given: Arguments<WithOptionalKey<Input>>): Promise<Output> }
export type Listening<Input, Item> = {
  subscribe(input: void extends Input ? undefined : Input, handlers: SubscriptionHandlers<Item>): Subscription
}

type ItemOf<Output> = Output extends AsyncIterable<infer Item> ? Item : never

type ProceduresIn<Records> = {
  [Name in keyof Records]: Records[Name] extends Leaf
    ? {
        query: Query<InputOf<Records[Name]>, OutputOf<Records[Name]>>
        mutation: Mutation<InputOf<Records[Name]>, OutputOf<Records[Name]>>
        subscription: Listening<InputOf<Records[Name]>, ItemOf<OutputOf<Records[Name]>>>
      }[Records[Name]['_def']['type']]
    : ProceduresIn<Records[Name]>
}

type PathsWithKey<Records, Before extends string = ''> = {
  [Name in keyof Records & string]: Records[Name] extends Leaf
    ? InputOf<Records[Name]> extends { key: string }
      ? `${Before}${Name}`
      : never
    : PathsWithKey<Records[Name], `${Before}${Name}.`>
}[keyof Records & string]

/** Every procedure of the server, with its input and its answer. */
export type Procedures = ProceduresIn<AppRouter['_def']['record']>

/** Made once by a client-made key. A procedure that takes one and is missing here does not compile. */
const keyed = {
  'calls.reportConnection': true,
  'calls.start': true,
  'conversations.create': true,
  'messages.edit': true,
  'messages.send': true,
} satisfies Record<PathsWithKey<AppRouter['_def']['record']>, true>

export const takesKey = (path: string) => Object.hasOwn(keyed, path)

/** What carries calls, knowing nothing of their types. */
export type Caller = {
  call(call: { kind: 'query' | 'mutation'; path: string; input: unknown } & CallOptions): Promise<unknown>
  subscribe(path: string, input: unknown, handlers: SubscriptionHandlers<unknown>): Subscription
}

/** The typed door to a caller: names become paths, and the router's types say what goes in and comes out. */
export function createProcedures(caller: Caller): Procedures {
  const at = (names: string[]): unknown =>
    new Proxy(() => {}, {
      get: (_, name) => (typeof name === 'string' && name !== 'then' ? at([...names, name]) : undefined),
      apply: (_, __, given: unknown[]) => send(caller, names, given),
    })
  // What a proxy answers has no type of its own; the router's is the truth about it.
  return at([]) as Procedures
}

function send(caller: Caller, names: string[], [input, second]: unknown[]): unknown {
  const path = names.slice(0, -1).join('.')
  const verb = names.at(-1)
  if (verb === 'subscribe') return caller.subscribe(path, input, second as SubscriptionHandlers<unknown>)
  if (verb !== 'query' && verb !== 'mutate') throw new TypeError(`${names.join('.')} is not a call`)
  const kind = verb === 'query' ? 'query' : 'mutation'
  return caller.call({ kind, path, input, ...(second as CallOptions | undefined) })
}
