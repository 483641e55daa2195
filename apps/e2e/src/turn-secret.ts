/** What the product and its relay share in journeys. */
export const TURN_SECRET = 'what only the two servers know'
