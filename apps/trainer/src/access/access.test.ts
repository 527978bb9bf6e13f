import { describe, expect, it } from 'vitest';
import { TrainerError } from '../errors.ts';
import { type AccessFlags, decideAccess } from './access.ts';

const secret = 'a-token-of-twenty-chars';

describe('decideAccess', () => {
  it.each(['127.0.0.1', 'localhost', '::1', '127.8.0.3'])('requires no token on %s', (host) => {
    expect(decideAccess({ host }, {})).toEqual({ names: [host], basePath: '', proxies: [], token: null, isOpenToOthers: false });
  });

  it.each<AccessFlags>([
    { host: '0.0.0.0' },
    { host: '::' },
    { host: '192.168.1.7' },
    { host: 'gpu-box.lan' },
    { host: '127.0.0.1', allowHost: ['hub.example.org'] },
    { host: '127.0.0.1', basePath: '/user/ada/proxy/4310' },
    { host: '127.0.0.1', trustProxy: ['loopback'] },
  ])('requires a generated random token with %o', (flags) => {
    const first = decideAccess(flags, {}).token;
    expect(first).toMatch(/^[\w-]{32}$/);
    expect(decideAccess(flags, {}).token).not.toBe(first);
  });

  it('takes the token from the flag, then from the environment, including on loopback', () => {
    expect(decideAccess({ host: '127.0.0.1', token: secret }, {}).token).toBe(secret);
    expect(decideAccess({ host: '127.0.0.1' }, { HOURGLASS_TOKEN: secret }).token).toBe(secret);
    expect(decideAccess({ host: '0.0.0.0', token: `${secret}2` }, { HOURGLASS_TOKEN: secret }).token).toBe(`${secret}2`);
  });

  it('requires no token with --no-auth, and reports whether that opens it to others', () => {
    expect(decideAccess({ host: '0.0.0.0', auth: false }, { HOURGLASS_TOKEN: secret })).toMatchObject({
      token: null,
      isOpenToOthers: true,
    });
    expect(decideAccess({ host: '127.0.0.1', auth: false }, {})).toMatchObject({ token: null, isOpenToOthers: false });
  });

  it('accepts a base path with or without a trailing slash', () => {
    const basePathOf = (basePath: string) => decideAccess({ host: '::1', basePath }, {}).basePath;
    expect(['/user/ada', '/user/ada/', '/', ''].map(basePathOf)).toEqual(['/user/ada', '/user/ada', '', '']);
    expect(decideAccess({ host: '::1', basePath: '/' }, {}).token).toBeNull();
  });

  it('accepts every address of the machine as host name if it listens on all of them', () => {
    expect(decideAccess({ host: '0.0.0.0' }, {}).names).toContain('127.0.0.1');
    expect(decideAccess({ host: '0.0.0.0' }, {}).names).not.toContain('0.0.0.0');
  });

  it.each<[AccessFlags, Record<string, string>, RegExp]>([
    [{ host: '::1', token: secret, auth: false }, {}, /--token and --no-auth contradict/],
    [{ host: '::1', token: 'short-secret' }, {}, /--token: received 12 characters; at least 16/],
    [{ host: '::1' }, { HOURGLASS_TOKEN: '' }, /HOURGLASS_TOKEN: received 0 characters/],
    [{ host: '::1', token: 'with a space in the middle' }, {}, /only letters, digits/],
    [{ host: '::1', allowHost: ['https://hub.example.org'] }, {}, /without scheme and port: --allow-host hub\.example\.org/],
    [{ host: '::1', allowHost: ['hub.example.org:80'] }, {}, /--allow-host: received "hub\.example\.org:80"/],
    [{ host: '::1', allowHost: ['*'] }, {}, /--allow-host/],
    [{ host: '::1', basePath: 'user/ada' }, {}, /--base-path: received "user\/ada"; .*beginning with a slash/],
    [{ host: '::1', basePath: '/a/../b' }, {}, /--base-path/],
    [{ host: '::1', basePath: '/a"b' }, {}, /--base-path/],
    [{ host: '::1', trustProxy: ['hub.example.org'] }, {}, /--trust-proxy: received "hub\.example\.org"; .*address or subnet/],
    [{ host: '::1', trustProxy: ['10.0.0.0/33'] }, {}, /--trust-proxy/],
  ])('refuses %o with %o', (flags, environment, sentence) => {
    const decide = () => decideAccess(flags, environment);
    expect(decide).toThrow(TrainerError);
    expect(decide).toThrow(sentence);
    expect(decide).not.toThrow(/short-secret|space in the middle/);
  });
});
