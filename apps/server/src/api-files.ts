/** Both from `src` and from the bundle in `dist`. */
const DOCS = new URL('../../../docs/api/', import.meta.url)

/** The interface below /api/v1 as OpenAPI: generated, kept, and what is served. */
export const API_DOCUMENT = new URL('openapi.json', DOCS)
/** What every version changed for those who call it. */
export const API_CHANGES = new URL('changes.md', DOCS)
export const LIVE_EVENTS = new URL('live-events.md', DOCS)
/** What the document says, as requests to send: for Postman, and for editors. */
export const POSTMAN_COLLECTION = new URL('chatterly.postman_collection.json', DOCS)
export const HTTP_FILE = new URL('chatterly.http', DOCS)
