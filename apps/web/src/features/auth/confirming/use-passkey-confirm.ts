import { useMutation } from '@tanstack/react-query'
import { trpc } from '../../../lib/trpc.ts'
import { findPasskey } from '../passkeys/ask-passkey.ts'

/** Showing with a passkey that it is you. */
export function usePasskeyConfirm(onConfirmed: () => void) {
  const { client } = trpc.useUtils()
  return useMutation({
    mutationFn: async () => {
      const { step, options } = await client.passkeys.beginSignIn.mutate()
      return client.passkeys.confirm.mutate({ step, response: await findPasskey(options) })
    },
    onSuccess: onConfirmed,
  })
}
