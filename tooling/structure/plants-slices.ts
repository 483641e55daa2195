import { type Plant, TYPE, takes, takesType, VALUE } from './plant.ts'
import { sliceOrder } from './slice-order.mjs'

/** Each slice with the one to its right. */
const neighbours = sliceOrder
  .slice(0, -1)
  .map((slice, place) => ({ slice, right: sliceOrder[place + 1] ?? '' }))

const plantEverySlice = (root: string) => ({
  ...Object.fromEntries(sliceOrder.map((slice) => [`${root}/${slice}/planted.ts`, TYPE])),
  ...Object.fromEntries(
    neighbours.map(({ slice, right }) => [
      `${root}/${slice}/planted-taker.ts`,
      takesType(`../${right}/planted.ts`),
    ]),
  ),
})

export const slicePlants: Plant[] = [
  ...['queries', 'router', 'jobs', 'listeners'].map((file) => ({
    breaks: 'slice-doors',
    how: `one slice enters another through its ${file}.ts`,
    files: {
      [`packages/domain/src/flags/${file}.ts`]: VALUE,
      'packages/domain/src/users/planted.ts': takes(`../flags/${file}.ts`),
    },
  })),
  {
    breaks: 'slice-doors',
    how: 'one slice enters a noun within another through its queries.ts',
    files: {
      'packages/domain/src/flags/rules/queries.ts': VALUE,
      'packages/domain/src/users/planted.ts': takes('../flags/rules/queries.ts'),
    },
  },
  {
    breaks: 'slice-doors',
    how: 'the server enters a slice through its queries.ts',
    files: {
      'packages/domain/src/flags/queries.ts': VALUE,
      'apps/server/src/planted.ts': takes('@chatterly/domain/flags/queries'),
    },
  },
  {
    breaks: 'slice-doors',
    how: 'the worker enters a slice through its router.ts',
    files: {
      'packages/domain/src/flags/router.ts': VALUE,
      'apps/worker/src/planted.ts': takes('@chatterly/domain/flags/router'),
    },
  },
  {
    breaks: 'slice-doors',
    how: 'a file beside the slices enters one through its queries.ts',
    files: {
      'packages/domain/src/flags/queries.ts': VALUE,
      'packages/domain/src/planted.ts': takes('./flags/queries.ts'),
    },
  },
  {
    breaks: 'slice-above-root-router',
    how: 'a slice calls the root router',
    files: {
      'packages/domain/src/router.ts': VALUE,
      'packages/domain/src/users/planted.ts': takes('../router.ts'),
    },
  },
  {
    breaks: 'context-takes-types',
    how: 'the context loads the hub',
    files: {
      'packages/domain/src/realtime/planted.ts': VALUE,
      'packages/domain/src/context.ts': takes('./realtime/planted.ts'),
    },
  },
  {
    breaks: 'slice-order',
    how: 'each slice takes from its neighbour to the right',
    times: neighbours.length,
    files: plantEverySlice('packages/domain/src'),
  },
  {
    breaks: 'protocol-slice-order',
    how: 'each slice takes from its neighbour to the right',
    times: neighbours.length,
    files: plantEverySlice('packages/protocol/src'),
  },
  {
    breaks: 'protocol-slice-order',
    how: 'a slice’s apply.ts takes a value beside the union of events',
    files: {
      'packages/protocol/src/realtime/events.ts': VALUE,
      'packages/protocol/src/flags/apply.ts': takes('../realtime/events.ts'),
    },
  },
  {
    breaks: 'slices-have-a-place',
    how: 'a slice nobody has put in the order',
    files: { 'packages/domain/src/planted-slice/access.ts': VALUE },
  },
]
