import { defineConfig } from 'vitest/config'

const database = ['**/*.db.test.ts', 'packages/platform/src/**/*.test.ts']
const slow = ['**/*.slow.test.ts']
const long = ['**/*.long.test.ts']
/** Nothing of ours remembers anything in a module that another file could stumble on; reading it once a worker is faster. */
const shared = { isolate: false }
const never = ['**/node_modules/**', '**/{dist,dist-*}/**', '**/.data/**']

/** Read only when named: `vitest --config vitest.workspace.ts`, with `--project unit` for one of them. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          ...shared,
          include: ['packages/*/{src,cli}/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}'],
          exclude: [...never, ...database, ...slow, ...long],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'tooling',
          environment: 'node',
          include: ['tooling/**/*.test.ts'],
          exclude: [...never, ...slow, ...long],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'database',
          environment: 'node',
          include: database,
          exclude: [...never, ...slow, ...long],
          globalSetup: ['./packages/testing/src/global-setup.ts'],
          pool: 'forks',
          ...shared,
          // Each worker has a database of its own. They wait as much as they work.
          maxWorkers: 3,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'slow',
          environment: 'node',
          include: slow,
          exclude: never,
          pool: 'forks',
          // They wait more than they work.
          maxWorkers: 2,
          // As the journeys: servers, databases and installations side by side, and clocks among them.
          retry: 1,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'long',
          environment: 'node',
          include: long,
          exclude: never,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
