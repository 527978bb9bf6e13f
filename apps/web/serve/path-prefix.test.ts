import { describe, expect, it } from 'vitest';
import { parsePrefix } from './path-prefix.mjs';
import { placeOf } from './place-of.mjs';
import { relativeLocation } from './relative-location.mjs';
import { trustedProxies } from './trusted-proxies.mjs';

describe('parsePrefix', () => {
  it.each([
    ['', ''],
    ['/', ''],
    ['/user/ada/proxy/4310', '/user/ada/proxy/4310'],
    ['/user/ada/proxy/4310/', '/user/ada/proxy/4310'],
    ['/user/ada%40example.org/proxy/4310', '/user/ada%40example.org/proxy/4310'],
    ['/a+b~c.d', '/a+b~c.d'],
  ])('reads %j as %j', (given, prefix) => {
    expect(parsePrefix(given)).toBe(prefix);
  });

  it.each([
    'user',
    '//evil.example',
    '/a//b',
    '/a/../b',
    '/a/%2e%2E',
    '/.',
    '/a b',
    '/a"b',
    '/a<b',
    '/a\\b',
    '/a?b',
    '/a#b',
    '/a, /b',
    '/é',
    '/a%2',
    `/${'a'.repeat(1_000)}`,
  ])('refuses %j', (given) => {
    expect(parsePrefix(given)).toBeNull();
  });
});

describe('placeOf', () => {
  const base = '/user/ada/proxy/4310';
  it.each([
    ['/', '', { prefix: '', path: '', isBare: false }],
    ['/?token=a', '', { prefix: '', path: '?token=a', isBare: false }],
    ['/runs/', '', { prefix: '', path: '/runs/', isBare: false }],
    ['/runs?sort=/user/ada', base, { prefix: base, path: '/runs?sort=/user/ada', isBare: false }],
    [`${base}/runs?sort=id`, base, { prefix: base, path: '/runs?sort=id', isBare: false }],
    [`${base}/`, base, { prefix: base, path: '', isBare: false }],
    [base, base, { prefix: base, path: '', isBare: true }],
    [`${base}?token=a`, base, { prefix: base, path: '?token=a', isBare: true }],
    [`${base}0/runs`, base, { prefix: base, path: `${base}0/runs`, isBare: false }],
  ])('finds %s under the base path %j', (url, basePath, place) => {
    expect(placeOf({ url, forwardedPrefix: undefined }, basePath)).toEqual(place);
  });

  it('prefers the forwarded prefix, and refuses an invalid one', () => {
    expect(placeOf({ url: '/runs', forwardedPrefix: '/other/' }, base)).toEqual({ prefix: '/other', path: '/runs', isBare: false });
    expect(placeOf({ url: '/runs', forwardedPrefix: '/' }, base)).toEqual({ prefix: '', path: '/runs', isBare: false });
    expect(placeOf({ url: '/runs', forwardedPrefix: '//evil.example' }, base)).toBeNull();
    expect(placeOf({ url: '/runs', forwardedPrefix: ['/a', '/b'] }, base)).toBeNull();
  });
});

it.each([
  ['/sweeps/abc', '/sweeps/abcdefghij', 'http://h/p/sweeps/abcdefghij'],
  ['/sweeps/abc?tab=runs', '', 'http://h/p/'],
  ['/runs', '/runs?filter=a/b', 'http://h/p/runs?filter=a/b'],
  ['', '', 'http://h/p/'],
  ['?token=a', '/runs', 'http://h/p/runs'],
  ['/a/b/c/', '/x', 'http://h/p/x'],
])('from %j a redirect to %j resolves to %s', (path, target, address) => {
  expect(new URL(relativeLocation(path, target), `http://h/p${path.startsWith('/') ? path : `/${path}`}`).href).toBe(address);
});

describe('trustedProxies', () => {
  const isTrusted = trustedProxies(['loopback', '10.1.0.0/16', '192.168.1.7', 'fd00::/8']);
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '10.1.255.1', '::ffff:10.1.2.3', '192.168.1.7', 'fd12::1'])(
    'trusts %s',
    (address) => {
      expect(isTrusted(address)).toBe(true);
    },
  );
  it.each(['10.2.0.1', '192.168.1.8', '2001:db8::1', '', undefined])('does not trust %s', (address) => {
    expect(isTrusted(address)).toBe(false);
  });
  it('trusts no proxy by default', () => {
    expect(trustedProxies([])('127.0.0.1')).toBe(false);
  });
});
