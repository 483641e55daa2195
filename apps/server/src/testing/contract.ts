import { readFileSync } from 'node:fs'
import { contractOf } from '@chatterly/testing/api-contract'
import { API_DOCUMENT } from '../api-files.ts'
import type { ApiDocument } from '../rest/document/openapi.ts'

export const document = JSON.parse(readFileSync(API_DOCUMENT, 'utf8')) as ApiDocument

/** What of an answer is not as the document that is kept says it. */
export const deviations = contractOf(document)
