import { AccountOptions, AccountView } from '@chatterly/protocol/auth/account'
import { InviteView } from '@chatterly/protocol/auth/invites'
import { TokenView } from '@chatterly/protocol/auth/personal-tokens'
import { ProgramTokens } from '@chatterly/protocol/auth/programs'
import { SessionView } from '@chatterly/protocol/auth/sessions'
import { StageResult } from '@chatterly/protocol/calls/connection'
import { CallParticipantView, CallView } from '@chatterly/protocol/calls/shapes'
import { Signal } from '@chatterly/protocol/calls/signals'
import {
  ChannelView,
  ConversationView,
  MemberView,
  MyConversationView,
  ReadingView,
} from '@chatterly/protocol/conversations/shapes'
import { CallCard } from '@chatterly/protocol/messages/call-card'
import { Block, Content, Inline } from '@chatterly/protocol/messages/content'
import { MessageView, MessageWindow, ReactionView } from '@chatterly/protocol/messages/shapes'
import { PlacedReactionView } from '@chatterly/protocol/reactions/shapes'
import { KeptEvent } from '@chatterly/protocol/realtime/events'
import { Snapshot } from '@chatterly/protocol/realtime/shapes'
import { ReadPositionView, ReceiptView } from '@chatterly/protocol/receipts/shapes'
import { OwnProfileView, UserView } from '@chatterly/protocol/users/shapes'
import type { z } from 'zod'

/** Shapes that have a name of their own in what is published; all others are written out where they stand. */
export const namedShapes = {
  User: UserView,
  OwnProfile: OwnProfileView,
  Tokens: ProgramTokens,
  Session: SessionView,
  PersonalToken: TokenView,
  Invite: InviteView,
  Account: AccountView,
  AccountOptions,
  Conversation: ConversationView,
  MyConversation: MyConversationView,
  Standing: ReadingView,
  Channel: ChannelView,
  Member: MemberView,
  Message: MessageView,
  MessageWindow,
  Content,
  Block,
  Inline,
  Reaction: ReactionView,
  PlacedReaction: PlacedReactionView,
  CallCard,
  ReadPosition: ReadPositionView,
  Receipt: ReceiptView,
  Call: CallView,
  CallParticipant: CallParticipantView,
  Signal,
  StageResult,
  Event: KeptEvent,
  Snapshot,
} satisfies Record<string, z.ZodType>
