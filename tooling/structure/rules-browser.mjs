import { library, notProduct } from './places.mjs'

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
export const browserRules = [
  {
    name: 'browser-takes-only-the-router',
    comment:
      'Move what both sides need into protocol: of domain the browser takes the type AppRouter and nothing else.',
    from: { path: '^(apps/web|packages/client)/' },
    to: { path: '^packages/domain/', pathNot: '^packages/domain/src/router\\.ts$' },
  },
  {
    name: 'browser-takes-types',
    comment: 'Write `import type`: a value would bring the server into the browser.',
    from: { path: '^(apps/web|packages/client)/', pathNot: notProduct },
    to: {
      path: ['^packages/domain/src/router\\.ts$', library('@trpc/server')],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'browser-without-server',
    comment: 'Ask the server through a procedure: the browser knows neither db nor platform.',
    from: { path: '^apps/web/' },
    to: { path: '^packages/(db|platform)/' },
  },
  {
    name: 'browser-without-node',
    comment: 'Use what browsers have: Node’s own modules are not there.',
    from: { path: '^(apps/web|packages/(ui|client))/src/', pathNot: notProduct },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'library-without-program',
    comment:
      'Move the code into packages/client/src: the program of the command line uses the library, never the other way.',
    from: { path: '^packages/client/src/' },
    to: { path: '^packages/client/cli/' },
  },
  {
    name: 'features-stay-apart',
    comment: 'Compose the two features in apps/web/src/app, or move what they share to lib or ui.',
    from: { path: '^apps/web/src/features/([^/]+)/' },
    to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
  },
]
