import { announce } from '../../../lib/announce.ts'

/** Copies, and says so; where the browser does not let pages copy, it says that. */
export async function copyText(text: string, done: string) {
  try {
    await navigator.clipboard.writeText(text)
    announce(done)
  } catch (error) {
    console.warn('The browser refused to copy.', error)
    announce('Could not copy. Select the text and copy it by hand.')
  }
}
