import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'

export const REQUEST_ID_HEADER = 'x-request-id'

const idsByResponse = new WeakMap<ServerResponse, string>()

/** What the log calls a request. Its answer says so too, for people to quote. Never taken from outside. */
export function requestIdOf(response: ServerResponse): string {
  const id = idsByResponse.get(response) ?? randomUUID()
  idsByResponse.set(response, id)
  return id
}

export const nameRequest: RequestHandler = (_request, response, next) => {
  response.setHeader(REQUEST_ID_HEADER, requestIdOf(response))
  next()
}
