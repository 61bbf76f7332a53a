/** How a receiver checks a signature, in JavaScript: `headers` by their small names, `body` as it came. */
export const signatureExample = `const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
const wanted = Buffer.from('v1,' + createHmac('sha256', key).update(signed).digest('base64'))
const fresh = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300
const genuine = fresh && headers['webhook-signature'].split(' ').map((one) => Buffer.from(one))
  .some((one) => one.length === wanted.length && timingSafeEqual(one, wanted))`
