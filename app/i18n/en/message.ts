/** What the market writes by mail and SMS. Codes come first, so that phones offer them. */
export default {
  sign_up_code: {
    subject: 'Your Lianqiao sign-up code',
    text: 'Your code: {{code}}. It signs you up for Lianqiao and is valid for {{minutes}} minutes. If you did not ask for it, please ignore this message.',
  },
  already_registered: {
    subject: 'You already have a Lianqiao account',
    text: 'Somebody tried to sign up for Lianqiao with this address, which has an account already. Please sign in; you can reset a forgotten password on the sign-in page. If it was not you, please ignore this message.',
  },
  reset_code: {
    subject: 'Your Lianqiao password reset code',
    text: 'Your code: {{code}}. It resets your Lianqiao password and is valid for {{minutes}} minutes. Never pass it on; if you did not ask for it, please ignore this message.',
  },
  reset_link: {
    subject: 'Reset your Lianqiao password',
    text: 'Please open this link within {{minutes}} minutes to choose a new Lianqiao password:\n\n{{url}}\n\nNever pass it on; if you did not ask for it, please ignore this message, and your password stays as it is.',
  },
  sign_in_link: {
    subject: 'Wrong passwords for your Lianqiao account',
    text: 'Somebody typed wrong passwords for your Lianqiao account, so signing in on some devices was slowed down or paused. To sign in at once, open this link within {{hours}} hours and enter your password as usual (it works once): {{url}} Never pass it on; if it was not you, there is nothing to do, and your account is safe.',
  },
  not_registered: {
    subject: 'This address has no Lianqiao account',
    text: 'Somebody asked to reset the Lianqiao password of this address, which has no account yet. To use Lianqiao, please sign up first. If it was not you, please ignore this message.',
  },
  factors_reset: {
    subject: 'Your second factor was reset',
    text: 'An administrator reset your second factor on Lianqiao, and all your devices were signed out. Please sign in and set up another one; if you did not ask for this, tell the bureau at once.',
  },
  notice: {
    subject: 'Lianqiao: {{sentence}}',
    text: '{{sentence}}\n\n{{url}}\n\n—\nNo more mail on “{{topic}}”: {{unsubscribe}}',
  },
  notice_sms: { text: '[Lianqiao] {{sentence}} {{url}}' },
  digest: {
    subject: 'Lianqiao: {{count}} notices gathered for you',
    text: '{{lines}}\n\nAll notices: {{url}}\n\n—\nChange how you are told: {{preferences}}',
  },
  invitation: {
    subject: '{{organization}} invites you to Lianqiao',
    text: '{{organization}} invites you to join its team on Lianqiao. Please open {{url}} within {{days}} days to accept. If this means nothing to you, please ignore it.',
  },
}
