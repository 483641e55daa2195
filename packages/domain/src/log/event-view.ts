import type { KeptEventOf, KeptEventType } from '@chatterly/protocol/realtime/events'

/** What an event says beside its number, time and actor: its subject's current view. */
export type EventView<Type extends KeptEventType> = Omit<KeptEventOf<Type>, 'type' | 'seq' | 'at' | 'actorId'>
