import { defineEvents } from '../event.ts'

/** Conversations: what happens there and who is told. */
export const conversationEvents = defineEvents('message', {
  post_received: { to: ['participant'], params: ['title'], onceUnread: true },
})
