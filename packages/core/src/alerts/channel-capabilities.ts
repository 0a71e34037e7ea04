import type { ChannelKind } from "./records";

export type ChannelCapabilities = {
  /** A message can be rewritten after it was sent. */
  readonly canEdit: boolean;
  /** An update can be a reply to the first message. */
  readonly canThread: boolean;
  /** Messages are signed with a secret that the receiver verifies. */
  readonly isSigned: boolean;
};

/** What each kind of channel can do, in the order in which an owner's channels are preferred. */
export const CHANNEL_CAPABILITIES: Readonly<Record<ChannelKind, ChannelCapabilities>> = {
  slack: { canEdit: true, canThread: true, isSigned: false },
  email: { canEdit: false, canThread: false, isSigned: false },
  webhook: { canEdit: false, canThread: false, isSigned: true },
};
