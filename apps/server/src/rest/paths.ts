import { accountPaths } from './paths/account.ts'
import { callPaths } from './paths/calls.ts'
import { conversationPaths } from './paths/conversations.ts'
import { messagePaths } from './paths/messages.ts'
import { signingInPaths } from './paths/signing-in.ts'
import { wayInPaths } from './paths/ways-in.ts'
import { userPaths } from './paths/users.ts'
import type { RestPath } from './rest-path.ts'

/** All there is below `/api/v1`. */
export const restPaths: readonly RestPath[] = [
  ...signingInPaths,
  ...userPaths,
  ...conversationPaths,
  ...messagePaths,
  ...callPaths,
  ...accountPaths,
  ...wayInPaths,
]
