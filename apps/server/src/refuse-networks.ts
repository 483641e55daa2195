import type { World } from '@chatterly/domain/context'
import { plainAddress } from '@chatterly/platform/network-address'
import type { RequestHandler } from 'express'
import type { SecurityHeaders } from './headers.ts'
import { refuseRequest } from './refuse-request.ts'
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts'

/** Asked by balancers, from wherever they stand; they say nothing about people. */
const HEALTH = new Set(['/livez', '/readyz'])

/** Stands before everything else, so it sets the headers of its answer itself. */
export const refuseNetworks =
  ({ network }: Pick<World, 'network'>, headers: SecurityHeaders): RequestHandler =>
  (request, response, next) => {
    if (!network.hasRules() || HEALTH.has(request.path)) return next()
    if (network.admits(plainAddress(request.ip))) return next()
    response.setHeaders(headers)
    response.setHeader(REQUEST_ID_HEADER, requestIdOf(response))
    refuseRequest(response, 'network.blocked')
  }
