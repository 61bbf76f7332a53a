import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { addressOf, networksOf } from '#app/http/network.ts'

describe('Who is counted together', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7', null],
    ['::ffff:203.0.113.7', '203.0.113.7', null],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8::/64', '2001:db8::/48'],
    ['fe80::1%eth0', 'fe80::/64', 'fe80::/48'],
    ['64:ff9b::192.0.2.1', '64:ff9b::/64', '64:ff9b::/48'],
    ['::1', '::/64', '::/48'],
    ['203.0.113.7:4711', '203.0.113.7', null],
    ['[2001:db8:1:2::9]:4711', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['', '', null],
  ])('%s', (address, network, wider) => {
    expect(networksOf(address)).toEqual({ network, wider })
  })
})

describe('Where a connection comes from', () => {
  const request = (forwarded: string | undefined) =>
    ({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.1' },
    }) as unknown as IncomingMessage

  test('what a client says of itself counts only as far as proxies are trusted', () => {
    expect(addressOf(request('198.51.100.9, 203.0.113.7'), 0)).toBe('10.0.0.1')
    expect(addressOf(request('198.51.100.9, 203.0.113.7'), 1)).toBe('203.0.113.7')
    expect(addressOf(request('203.0.113.7'), 3)).toBe('203.0.113.7')
    expect(addressOf(request(undefined), 1)).toBe('10.0.0.1')
  })
})
