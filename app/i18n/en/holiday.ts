export default {
  title: 'Working calendar',
  lead: 'Deadlines run in working days. Once the State Council has announced the holidays of a year, enter here the weekdays that are off and the weekend days that are worked.',
  day: 'Date',
  kind: 'Arrangement',
  kinds: { off: 'off', work: 'worked' },
  name: 'Note',
  add: 'Add',
  remove: 'Remove',
  year: '{{year}}',
  years: 'Year',
  empty: 'Nothing entered for {{year}} yet',
  empty_hint: 'Until then Monday to Friday count as working days.',
}
