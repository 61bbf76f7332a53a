/** What two sides can write to each other about. */
export const conversationKinds = ['thread', 'interest', 'deal'] as const
export type ConversationKind = (typeof conversationKinds)[number]

/** Characters of one post. */
export const longestPost = 2000
export const mostAttachments = 5
