import { notProduct } from './places.mjs'
import { protocolExceptions, sliceOrder } from './slice-order.mjs'

/** In a slice, or in a noun within it: `messages/queries.ts`, `messages/pins/queries.ts`. @param {string} file */
const inSlices = (file) => [`^packages/domain/src/[^/]+/${file}`, `^packages/domain/src/[^/]+/[^/]+/${file}`]

const ROUTER = inSlices('router\\.ts$')
const JOBS = inSlices('(jobs|listeners)(\\.ts$|/)')
const PRIVATE = inSlices('(queries|router|jobs|listeners)(\\.ts$|/)')

const DOOR = 'Enter the slice through its access.ts, its view.ts or an operation with a name.'

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const doorRules = [
  {
    name: 'slice-doors',
    comment: DOOR,
    from: { path: '^packages/domain/src/([^/]+)/' },
    to: { path: PRIVATE, pathNot: '^packages/domain/src/$1/' },
  },
  {
    name: 'slice-doors',
    comment: DOOR,
    from: { path: '^packages/domain/src/[^/]+\\.ts$', pathNot: '^packages/domain/src/router\\.ts$' },
    to: { path: PRIVATE },
  },
  {
    name: 'slice-doors',
    comment: DOOR,
    from: { path: '^packages/domain/src/router\\.ts$' },
    to: { path: PRIVATE, pathNot: ROUTER },
  },
  {
    name: 'slice-doors',
    comment: DOOR,
    from: {
      path: '^(apps|packages)/',
      pathNot: ['^packages/domain/', '^apps/(web|worker)/', '^packages/client/'],
    },
    to: { path: PRIVATE },
  },
  {
    name: 'slice-doors',
    comment: DOOR,
    from: { path: '^apps/worker/' },
    to: { path: PRIVATE, pathNot: JOBS },
  },
]

/**
 * One entry per slice: what stands to its right is closed to it. Tests may look to the right.
 *
 * @param {string} root @param {{ name: string, comment: string }} rule
 */
const orderRules = (root, rule) =>
  sliceOrder.slice(0, -1).map((slice, place) => ({
    ...rule,
    from: { path: `^${root}/${slice}/`, pathNot: notProduct },
    to: { path: `^${root}/(${sliceOrder.slice(place + 1).join('|')})/` },
  }))

const protocolOrder = orderRules('packages/protocol/src', {
  name: 'protocol-slice-order',
  comment:
    'Move the shape to the slice further left, or pass in the facts: slices of protocol stand in one order.',
}).flatMap((rule) => withExceptions(rule))

/**
 * dependency-cruiser excepts files, not pairs of files: the pair is left out here and, where only its types may be
 * taken, put back for values.
 *
 * @param {ReturnType<typeof orderRules>[number]} rule
 */
function withExceptions(rule) {
  const general = {
    ...rule,
    from: { ...rule.from, pathNot: [...rule.from.pathNot, ...protocolExceptions.map(({ from }) => from)] },
  }
  const perException = protocolExceptions.map(({ from, to, typesOnly }) => [
    {
      ...rule,
      from: { path: both(rule.from.path, from), pathNot: notProduct },
      to: { ...rule.to, pathNot: to },
    },
    ...(typesOnly
      ? [
          {
            ...rule,
            from: { path: both(rule.from.path, from), pathNot: notProduct },
            to: { path: both(rule.to.path, to), dependencyTypesNot: /** @type {const} */ (['type-only']) },
          },
        ]
      : []),
  ])
  return [general, ...perException.flat()]
}

/** A pattern for what matches both. @param {string} one @param {string} other */
function both(one, other) {
  return `(?=${one})(?=${other})`
}

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
export const sliceRules = [
  ...doorRules,
  ...orderRules('packages/domain/src', {
    name: 'slice-order',
    comment:
      'Import only slices to the left: move a veto into protocol as a predicate over facts stored to the left, and let a reaction listen to events.',
  }),
  {
    name: 'slice-above-root-router',
    comment: 'Call the operation instead: the root router composes slices and only apps and tests call it.',
    from: { path: '^packages/domain/src/', pathNot: notProduct },
    to: { path: '^packages/domain/src/router\\.ts$' },
  },
  {
    name: 'context-takes-types',
    comment: 'Write `import type`: the context describes what is passed in and loads nothing.',
    from: { path: '^packages/domain/src/context\\.ts$' },
    to: { path: '^packages/', dependencyTypesNot: ['type-only'] },
  },
  ...protocolOrder,
]
