import { type Plant, TYPE, takes, takesType, VALUE } from './plant.ts'

export const browserPlants: Plant[] = [
  {
    breaks: 'browser-takes-only-the-router',
    how: 'the browser takes a type from a slice of domain',
    files: {
      'packages/domain/src/users/planted.ts': TYPE,
      'apps/web/src/lib/planted.ts': takesType('@chatterly/domain/users/planted'),
    },
  },
  {
    breaks: 'browser-takes-types',
    how: 'the browser loads the router',
    files: {
      'packages/domain/src/router.ts': VALUE,
      'apps/web/src/lib/planted.ts': takes('@chatterly/domain/router'),
    },
  },
  {
    breaks: 'browser-takes-types',
    how: 'the browser loads tRPC’s server',
    files: { 'apps/web/src/lib/planted.ts': `export { initTRPC } from '@trpc/server'\n` },
  },
  ...['db', 'platform'].map((server) => ({
    breaks: 'browser-without-server',
    how: `the browser takes a type from ${server}`,
    files: {
      [`packages/${server}/src/planted.ts`]: TYPE,
      'apps/web/src/lib/planted.ts': takesType(`@chatterly/${server}/planted`),
    },
  })),
  {
    breaks: 'browser-without-node',
    how: 'the browser reads a file',
    files: { 'apps/web/src/lib/planted.ts': `export { readFile } from 'node:fs'\n` },
  },
  {
    breaks: 'library-without-program',
    how: 'the typed client takes from the program of the command line',
    files: {
      'packages/client/cli/planted.ts': TYPE,
      'packages/client/src/planted.ts': takesType('../cli/planted.ts'),
    },
  },
  {
    breaks: 'features-stay-apart',
    how: 'one feature of the web takes from another',
    files: {
      'apps/web/src/features/planted/planted.ts': TYPE,
      'apps/web/src/features/other/planted.ts': takesType('../planted/planted.ts'),
    },
  },
  ...['ml-2', 'text-right', 'hover:rounded-l-lg', '-left-[3px]'].map((sided) => ({
    breaks: 'logical-sides',
    how: `a component uses ${sided}`,
    files: { 'packages/ui/src/Planted.tsx': `export const planted = 'flex ${sided} p-1'\n` },
  })),
]
