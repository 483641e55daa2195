import { type Plant, TYPE, takes, takesType, VALUE } from './plant.ts'

export const packagePlants: Plant[] = [
  {
    breaks: 'no-cycles',
    how: 'two files that import each other',
    files: {
      'packages/domain/src/users/planted.ts': `import { b } from './planted-b.ts'\n\nexport const a = () => b\n`,
      'packages/domain/src/users/planted-b.ts': `import { a } from './planted.ts'\n\nexport const b = () => a\n`,
    },
  },
  {
    breaks: 'no-cycles',
    how: 'two files that take each other’s types',
    files: {
      'packages/platform/src/planted.ts': `import type { B } from './planted-b.ts'\n\nexport type A = B[]\n`,
      'packages/platform/src/planted-b.ts': `import type { A } from './planted.ts'\n\nexport type B = A[]\n`,
    },
  },
  {
    breaks: 'imports-resolve',
    how: 'a file that is not there',
    files: { 'packages/platform/src/planted.ts': takes('./nowhere.ts') },
  },
  {
    breaks: 'apps-stay-apart',
    how: 'the worker takes from the server',
    files: {
      'apps/server/src/planted.ts': VALUE,
      'apps/worker/src/planted.ts': takes('../../server/src/planted.ts'),
    },
  },
  {
    breaks: 'packages-below-apps',
    how: 'domain takes from the server',
    files: {
      'apps/server/src/planted.ts': VALUE,
      'packages/domain/src/users/planted.ts': takes('../../../../apps/server/src/planted.ts'),
    },
  },
  {
    breaks: 'protocol-is-pure',
    how: 'protocol uses a module of Node',
    files: {
      'packages/protocol/src/users/planted.ts': `import { hash } from 'node:crypto'\n\nexport const h = hash\n`,
    },
  },
  {
    breaks: 'protocol-is-pure',
    how: 'protocol takes from db',
    files: {
      'packages/db/src/planted.ts': TYPE,
      'packages/protocol/src/users/planted.ts': takesType('@chatterly/db/planted'),
    },
  },
  {
    breaks: 'db-imports',
    how: 'db takes from platform',
    files: {
      'packages/platform/src/planted.ts': VALUE,
      'packages/db/src/planted.ts': takes('@chatterly/platform/planted'),
    },
  },
  ...['db', 'domain', 'protocol'].map((product) => ({
    breaks: 'platform-imports',
    how: `platform takes a type from ${product}`,
    files: {
      [`packages/${product}/src/planted.ts`]: TYPE,
      'packages/platform/src/planted.ts': takesType(`@chatterly/${product}/planted`),
    },
  })),
  {
    breaks: 'domain-imports',
    how: 'domain takes from services',
    files: {
      'packages/services/src/planted.ts': VALUE,
      'packages/domain/src/users/planted.ts': takes('@chatterly/services/planted'),
    },
  },
  {
    breaks: 'ui-imports',
    how: 'ui takes from protocol',
    files: {
      'packages/protocol/src/planted.ts': TYPE,
      'packages/ui/src/Planted.tsx': takesType('@chatterly/protocol/planted'),
    },
  },
  {
    breaks: 'client-imports',
    how: 'the published client takes from platform',
    files: {
      'packages/platform/src/planted.ts': TYPE,
      'packages/client/src/planted.ts': takesType('../../platform/src/planted.ts'),
    },
  },
  {
    breaks: 'services-imports',
    how: 'services takes from platform',
    files: {
      'packages/platform/src/planted.ts': VALUE,
      'packages/services/src/planted.ts': takes('@chatterly/platform/planted'),
    },
  },
  {
    breaks: 'services-outside-product',
    how: 'the server starts services',
    files: {
      'packages/services/src/planted.ts': VALUE,
      'apps/server/src/planted.ts': takes('@chatterly/services/planted'),
    },
  },
  {
    breaks: 'product-without-tests',
    how: 'a view takes from a test',
    files: {
      'packages/domain/src/users/planted.test.ts': VALUE,
      'packages/domain/src/users/planted.ts': takes('./planted.test.ts'),
    },
  },
  {
    breaks: 'product-without-tests',
    how: 'the server takes from testing',
    files: {
      'packages/testing/src/planted.ts': VALUE,
      'apps/server/src/planted.ts': takes('@chatterly/testing/planted'),
    },
  },
  {
    breaks: 'trpc-doors',
    how: 'an operation throws a TRPCError',
    files: { 'packages/domain/src/users/planted.ts': `export { TRPCError } from '@trpc/server'\n` },
  },
  {
    breaks: 'lucia-in-one-file',
    how: 'another file of auth uses lucia',
    files: { 'packages/domain/src/auth/planted.ts': `export { Lucia } from 'lucia'\n` },
  },
  ...[
    'export const port = process.env.PORT\n',
    `export const port = process['env'].PORT\n`,
    'const { env } = process\n\nexport const port = env.PORT\n',
    `import { env } from 'node:process'\n\nexport const port = env.PORT\n`,
  ].map((text) => ({
    breaks: 'environment-in-one-file',
    how: text.trim().replaceAll('\n', ' '),
    files: { 'apps/server/src/planted.ts': text },
  })),
]
