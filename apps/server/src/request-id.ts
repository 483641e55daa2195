import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'

const HEADER = 'x-request-id'

/** Names each request in its answer, so that a person can quote what the log calls it. Never taken from outside. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  response.setHeader(HEADER, randomUUID())
  next()
}

export const requestIdOf = (response: ServerResponse) => String(response.getHeader(HEADER))
