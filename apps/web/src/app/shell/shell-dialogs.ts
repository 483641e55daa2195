import { create } from 'zustand'

export type ShellDialog = 'switcher' | 'shortcuts' | 'drawer'

/** At most one is open: opening one closes the other. */
export const useShellDialog = create<{ open: ShellDialog | null }>(() => ({ open: null }))

export const openShellDialog = (dialog: ShellDialog) => useShellDialog.setState({ open: dialog })
export const closeShellDialog = () => useShellDialog.setState({ open: null })
