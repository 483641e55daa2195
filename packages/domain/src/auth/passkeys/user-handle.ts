import type { UserId } from '@chatterly/protocol/ids'

/** What a device keeps beside a passkey to say whose it is: the bytes of the id, nothing that names a person. */
export const userHandleOf = (userId: UserId) =>
  Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url')
