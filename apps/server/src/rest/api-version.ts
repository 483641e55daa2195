/** Of the interface below /api/v1, as `X-Api-Version` and the document say it. What breaks clients is another version. */
export const API_VERSION = '1.0.0'
