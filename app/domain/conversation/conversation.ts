/** What two sides can write to each other about. */
export const conversationKinds = ['thread', 'interest', 'deal'] as const
export type ConversationKind = (typeof conversationKinds)[number]

/** Characters of one post. */
export const MAX_POST_LENGTH = 2000
export const MAX_ATTACHMENTS = 5
