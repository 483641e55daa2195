/** As text is compared in a search: lower case, without accents, one space between words. */
export const foldText = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()

/** What a search for a person looks in. */
export const searchTextOf = (person: { displayName: string; username: string }) =>
  foldText(`${person.displayName} ${person.username}`)
