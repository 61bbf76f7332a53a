import { request } from './financing.ts'
import { type Audience, noAudience, type Policy } from './policy.ts'

/** Everybody once it is announced; before, who hosts it. */
const session: Audience = (row) =>
  row.state === 'draft' ? ['host', 'officer', `acting:${row.organization_id}`] : ['anyone']
const ofSession: Audience = ({ session_id }, know) =>
  session(know.get('session', session_id)!, know)

/** What an item says that shows a request bears its title, and is for who may read that. */
const ofItem: Audience = (row, know) =>
  row.request_id === null
    ? ofSession(row, know)
    : [...request(know.get('request', row.request_id)!, know), 'host']

/** Who is in the room, and who hosts. */
const room: Audience = ({ session_id }) => [`session:${session_id}`, 'host', 'officer']

/** A word in the room; one to the hosts is the speaker's and theirs. */
const said: Audience = (row, know) => {
  const event = know
    .all('session_event')
    .find(({ session_id, seq }) => session_id === row.session_id && seq === row.seq)!
  return event.audience === 'everyone'
    ? room(row, know)
    : [`person:${event.person_id}`, 'host', 'officer']
}

const registration: Audience = ({ person_id }) => [`person:${person_id}`, 'host', 'officer']

export const sessions: Policy = {
  session: {
    to: session,
    words: ['title', 'summary', 'place'],
    plain: ['state', 'type', 'screen_token_hash', 'head', 'reminders'],
  },
  session_item: { to: ofItem, words: ['title'], plain: ['kind'] },
  session_part: { to: ofSession, plain: ['part'] },
  session_question: { to: ofSession, words: ['label'], plain: ['kind', 'options'] },
  session_reminder: { to: noAudience },
  session_template: {
    to: () => ['host', 'officer'],
    words: ['name'],
    plain: ['body'],
  },
  session_event: { to: noAudience, plain: ['type', 'body', 'audience', 'seq'] },
  session_text: { to: said, words: ['text'], plain: ['seq'] },
  session_command: { to: noAudience, plain: ['answer'] },
  round: { to: ofSession, words: ['title'], plain: ['state'] },
  round_request: { to: noAudience },
  registration: { to: registration, words: ['note'], plain: ['code', 'part', 'state'] },
  registration_answer: {
    to: ({ registration_id }, know) =>
      registration(know.get('registration', registration_id)!, know),
    words: ['answer'],
  },
}
