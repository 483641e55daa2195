import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { API_CHANGES, API_DOCUMENT, HTTP_FILE, LIVE_EVENTS, POSTMAN_COLLECTION } from '../../api-files.ts'
import { restPaths } from '../paths.ts'
import { apiDocument } from './api-document.ts'
import { breakingChanges, unannounced } from './breaking-changes.ts'
import { httpFile } from './http-file.ts'
import { liveEventsPage } from './live-events-page.ts'
import type { ApiDocument } from './openapi.ts'
import { postmanCollection } from './postman-collection.ts'
import { refusalsOfProcedures } from './router-files.ts'

const document = apiDocument(restPaths, refusalsOfProcedures())
const missing = existsSync(API_DOCUMENT) ? missingNotes() : []
if (missing.length > 0) {
  const lines = missing.map((change) => `- ${change}`).join('\n')
  process.stderr.write(
    `This breaks clients. Raise API_VERSION and say so in docs/api/changes.md, in a section "## ${document.info.version}" with these lines:\n${lines}\n`,
  )
  process.exitCode = 1
} else {
  await writeFile(API_DOCUMENT, `${JSON.stringify(document, null, 2)}\n`)
  await writeFile(POSTMAN_COLLECTION, `${JSON.stringify(postmanCollection(document), null, 2)}\n`)
  await writeFile(HTTP_FILE, httpFile(document))
  await writeFile(LIVE_EVENTS, liveEventsPage())
  process.stdout.write('Wrote openapi.json and what is made of it into docs/api\n')
}

function missingNotes(): string[] {
  const kept = JSON.parse(readFileSync(API_DOCUMENT, 'utf8')) as ApiDocument
  return unannounced(breakingChanges(kept, document), {
    notes: readFileSync(API_CHANGES, 'utf8'),
    before: kept.info.version,
    after: document.info.version,
  })
}
