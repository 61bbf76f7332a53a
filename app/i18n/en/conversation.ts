/** What the two sides of a thread, an interest or a deal write to each other. */
export default {
  title: 'Messages and files',
  empty:
    'No messages yet. Lists of documents, explanations, appointments: write them here, and both sides have them on record.',
  empty_over: 'No messages.',
  over: 'This has ended; the messages can only be read.',
  erased: 'Erased.',
  text: 'Message',
  files: 'Attachments',
  files_hint:
    'Up to 5, each at most 20 MB: PDF, pictures, Word, Excel, PowerPoint. Where a picture was taken is removed from it.',
  send: 'Send',
  opens_new_window: ' (opens in a new window)',
}
