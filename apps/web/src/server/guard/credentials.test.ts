import { describe, expect, it } from 'vitest';
import { bearerToken, hasSession, isSame, sessionCookie } from './credentials.ts';

const lock = { token: 'the-token-itself', session: 'c2Vzc2lvbg', cookie: 'hourglass-4310' };

describe('hasSession', () => {
  it('finds the cookie of its port among others', () => {
    expect(hasSession(lock, 'theme=dark; hourglass-4310=c2Vzc2lvbg; other=1')).toBe(true);
    expect(hasSession(lock, 'hourglass-4310=stale; hourglass-4310=c2Vzc2lvbg')).toBe(true);
  });

  it.each([
    null,
    '',
    'hourglass-4310=',
    'hourglass-4310=c2Vzc2lvbgo',
    'hourglass-4311=c2Vzc2lvbg',
    'xhourglass-4310=c2Vzc2lvbg',
    'hourglass-4310=the-token-itself',
  ])('refuses %s', (cookies) => {
    expect(hasSession(lock, cookies)).toBe(false);
  });
});

it('the cookie holds the session instead of the token, and scripts cannot read it', () => {
  expect(sessionCookie(lock, '/user/ada')).toBe('hourglass-4310=c2Vzc2lvbg; Path=/user/ada; Max-Age=2592000; HttpOnly; SameSite=Lax');
});

it.each([
  ['Bearer abc', 'abc'],
  ['bearer  abc ', 'abc'],
  ['Basic abc', null],
  ['Bearer', null],
  ['Bearer a b', null],
  [null, null],
])('the token of %s is %s', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});

it('compares texts of any length', () => {
  expect([isSame('a', 'a'), isSame('a', 'ab'), isSame('', 'a'), isSame('é', 'e')]).toEqual([true, false, false, false]);
});
