import { useMutation } from '@tanstack/react-query'
import { trpc } from '../../../lib/trpc.ts'
import { useEnter } from '../use-enter.ts'
import { findPasskey } from './ask-passkey.ts'

/** Signing in without a name, a password or a code. */
export function usePasskeySignIn(from: string | undefined) {
  const { client } = trpc.useUtils()
  return useMutation({
    mutationFn: async () => {
      const { step, options } = await client.passkeys.beginSignIn.mutate()
      return client.passkeys.signIn.mutate({ step, response: await findPasskey(options) })
    },
    onSuccess: useEnter(from),
  })
}
