import { library, notProduct, tests } from './places.mjs'

/** @param {string} name @param {string[]} mayImport @param {string} comment */
const packageImports = (name, mayImport, comment) => ({
  name: `${name}-imports`,
  comment,
  from: { path: `^packages/${name}/`, pathNot: notProduct },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...mayImport, 'testing'].join('|')})/` },
})

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
export const packageRules = [
  {
    name: 'no-cycles',
    comment: 'Move what both files need into a third one that imports neither.',
    from: {},
    to: { circular: true, viaOnly: { pathNot: '^packages/domain/src/context\\.ts$' } },
  },
  {
    name: 'no-cycles',
    comment: 'Move what both files need into a third one that imports neither.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'imports-resolve',
    comment: 'Name a file or a package that is there: what cannot be found cannot be checked.',
    from: {},
    to: { couldNotResolve: true, dependencyTypesNot: ['type-only'], pathNot: '^virtual:|\\?' },
  },
  {
    name: 'apps-stay-apart',
    comment: 'Put what two apps share into a package: apps compose, and never import each other.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'packages-below-apps',
    comment: 'Move the code down into the package: apps import packages, never the other way.',
    from: { path: '^packages/' },
    to: { path: '^apps/' },
  },
  {
    name: 'protocol-is-pure',
    comment: 'Keep protocol to zod and itself; what needs a server, a clock or a library belongs in domain.',
    from: { path: '^packages/protocol/', pathNot: notProduct },
    to: { pathNot: ['^packages/(protocol|testing)/', '\\.test\\.tsx?$', library('zod')] },
  },
  packageImports(
    'db',
    ['protocol'],
    'Tables take limits and lists from protocol alone; what uses rows belongs in domain.',
  ),
  packageImports('platform', [], 'Pass the value in as a parameter: platform knows no product noun.'),
  packageImports(
    'domain',
    ['protocol', 'db', 'platform'],
    'Take it from protocol, db or platform, or pass it in.',
  ),
  packageImports('ui', [], 'Pass text and handlers in as props: ui knows no product noun.'),
  packageImports(
    'client',
    ['protocol', 'domain'],
    'The published client is built on protocol and the type AppRouter.',
  ),
  packageImports(
    'services',
    [],
    'Keep services to finding and starting servers: what the product does belongs in its own packages.',
  ),
  {
    name: 'services-outside-product',
    comment: 'Read the address from the environment: the product never starts PostgreSQL or Redis itself.',
    from: { path: '^apps/(server|worker|web)/', pathNot: notProduct },
    to: { path: '^packages/services/' },
  },
  {
    name: 'product-without-tests',
    comment: 'Move what the product needs out of the test, or the test’s tool into the test.',
    from: { path: '^(apps|packages)/', pathNot: notProduct },
    to: { path: tests },
  },
  {
    name: 'trpc-doors',
    comment:
      'Write an operation that knows no transport and call it from router.ts: only router.ts, trpc.ts and context.ts know tRPC.',
    from: {
      path: '^packages/',
      pathNot: [
        '^packages/domain/src/.+/router\\.ts$',
        '^packages/domain/src/(router|trpc|context)\\.ts$',
        '^packages/client/',
        ...notProduct,
      ],
    },
    to: { path: library('@trpc/server') },
  },
  {
    name: 'lucia-in-one-file',
    comment: 'Call packages/domain/src/auth/sessions.ts: it alone knows lucia, so that it can be replaced.',
    from: { path: '^(apps|packages)/', pathNot: '^packages/domain/src/auth/sessions\\.ts$' },
    to: { path: library('lucia') },
  },
]
