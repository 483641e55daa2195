import { readFileSync } from 'node:fs'

const PAGE = new URL('../../../../docs/features/public-api.md', import.meta.url)

/** What comes with other work. Whoever brings it takes it out here. */
export const LATER = [
  'PUT /users/:id/avatar',
  'POST /media/upload',
  'GET /media/:id',
  'POST /applications',
  'GET /applications',
  'GET /applications/:token',
  'PATCH /applications/:token',
  'DELETE /applications/:token',
  'POST /applications/:token/chats',
  'GET /applications/:token/chats',
  'GET /applications/:token/chats/:number',
  'POST /applications/:token/chats/:number/messages',
  'GET /applications/:token/chats/:number/messages',
  'GET /applications/:token/chats/:number/messages/:messageNumber',
  'PATCH /applications/:token/chats/:number/messages/:messageNumber',
  'GET /applications/:token/chats/:number/messages/search',
]

/** The table of the page: `| GET POST | \`/conversations\` | … |`. */
export const owedPaths = [
  ...readFileSync(PAGE, 'utf8').matchAll(/^\| ([A-Z ]+) \| `(\/[^`]*)` \|/gm),
].flatMap(([, methods = '', path]) => methods.split(' ').map((method) => `${method} ${path}`))
