/** The address of one message. */
export const messageLink = (conversationId: string, number: number) =>
  new URL(`/c/${conversationId}/m/${number}`, location.origin).href
