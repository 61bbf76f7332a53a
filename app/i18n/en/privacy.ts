/** The privacy notice, the register behind it, and one's own data. */
export default {
  title: 'Privacy notice',
  version: 'Version {{version}}',
  lead: 'What this market collects, why, for how long, and how you can see it, take it with you and have it deleted.',
  agree: 'I have read it and agree',
  agree_lead:
    'Please confirm that you have read this version. Who doesn’t agree can still see and take their data, or delete the account.',
  box: 'I have read the privacy notice and agree',
  box_read: 'Read the notice',
  section: {
    who: {
      title: 'Who',
      text: 'The market is run by the district’s SME service bureau, for supply, demand and financing between firms, financial institutions and service providers. The bureau is the handler of personal information.',
    },
    what: {
      title: 'What is collected',
      text: 'On signing up: your name, a mobile number or mail address, and a password, kept as a digest only. In use: times, devices and network addresses of sign-ins, your organisations and roles, and what you write. No identity-card numbers, no biometrics, no whereabouts, no third-party analytics.',
    },
    why: {
      title: 'What for',
      text: 'To give you an account and do what you ask for (needed for the contract); to keep accounts safe and a record of what was done (needed for duties under law). Not for advertising and not for automated decisions; proposals rest on what organisations have published, and say why.',
    },
    shared: {
      title: 'Who sees it',
      text: 'Members of your organisation see your name and roles; the two sides of a dealing see who acted. An organisation’s contact, phone and other private fields are read only under its consent, and each reading leaves a receipt. Nothing goes to others, and nothing leaves the country.',
    },
    stored: {
      title: 'How it is kept',
      text: 'Mobile numbers, mail addresses and contact numbers are encrypted and found by a keyed hash; passwords are Argon2id digests; the audit trail holds ids only. The table below says how long each is kept; what is due is removed every day.',
    },
    rights: {
      title: 'Your rights',
      text: 'Under Account → My data you can correct your name, download everything about you at any time (JSON), and delete the account; consents are withdrawn where they were given.',
    },
    deletion: {
      title: 'After deletion',
      text: 'You are signed out everywhere at once. Name, addresses, password, second factors, notices and the words of chats and messages are deleted and can’t be brought back. The market’s records of who did what and when stay by law, with an id alone, shown as “Deleted account”. Backups are destroyed when their own time is over.',
    },
    contact: {
      title: 'Contact',
      text: 'With questions or complaints turn to the bureau’s counter; you may also report to the cyberspace administration.',
    },
  },
  register: {
    title: 'What is kept, why, and for how long',
    purpose: 'Purpose',
    basis: 'Basis',
    kept: 'Kept for',
    details: 'Table by table',
    table: 'Table',
    deletion: 'When an account is deleted',
  },
  purpose: {
    account: 'Account and preferences',
    security: 'Safety of the account: sign-ins, codes, second factors',
    membership: 'Members of organisations',
    organization: 'Organisations’ facts and documents',
    business: 'Requests, products, dealings and results',
    session: 'Sessions: registrations and what happened in the room',
    messages: 'Messages and notices',
    trail: 'Records of what was done and read',
    operation: 'Running the system',
  },
  basis: {
    contract: 'Needed for the contract',
    duty: 'Needed for a duty under law',
    none: 'Not about people',
  },
  keep: {
    account: 'as long as the account',
    record: 'as long as the record it belongs to',
    always: 'for good',
    days: '{{count}} days',
  },
  at_deletion: { delete: 'deleted', keep: 'stays, with the id alone', blank: 'words erased' },
  own: {
    title: 'My data',
    lead: 'See, take with you or delete what the market keeps about you.',
    agreed: 'Notices agreed to',
    agreed_none: 'None yet',
    copy: 'Download my data',
    copy_lead:
      'One JSON file with everything that the market keeps about you. You prove first who you are.',
    delete: 'Delete the account',
    delete_lead:
      'At once and for good. Your name, addresses and messages are deleted; records stay and show “Deleted account”.',
    delete_box: 'I understand that a deleted account can’t be brought back',
    obstacle_owner: 'You alone own {{organization}}: hand it over first.',
    obstacle_holds:
      'Things in progress at {{organization}} are in your hands: hand them over first.',
    members: 'To the members page',
  },
}
