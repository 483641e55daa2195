type Asked = { state: { data: unknown } }

/** How a page asks for what it is about: anew whenever it is opened. Without any of it, the page shows the problem. */
export const pageFacts = {
  staleTime: 0,
  throwOnError: (_error: unknown, { state }: Asked) => state.data === undefined,
}
