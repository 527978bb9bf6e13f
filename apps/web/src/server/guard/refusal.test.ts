import { describe, expect, it } from 'vitest';
import { type RequestFacts, refusalOf } from './refusal.ts';

const navigation: RequestFacts = {
  method: 'GET',
  path: '/compare',
  host: 'localhost:4310',
  origin: null,
  fetchSite: 'none',
  fetchMode: 'navigate',
  fetchDestination: 'document',
};
const query: RequestFacts = {
  ...navigation,
  path: '/api/trpc/sweeps.list',
  fetchSite: 'same-origin',
  fetchMode: 'cors',
  fetchDestination: 'empty',
};

describe('refusalOf allows', () => {
  it.each<[string, RequestFacts, string?]>([
    ['localhost on any port', { ...query, host: 'localhost:9999' }],
    ['localhost without a port', { ...query, host: 'localhost' }],
    ['capitals', { ...query, host: 'LocalHost:4310' }],
    ['127.0.0.1', { ...query, host: '127.0.0.1:4310' }],
    ['IPv6', { ...query, host: '[::1]:4310' }],
    ['the name it listens on', { ...query, host: 'gpu-box.lan:4310' }, 'gpu-box.lan'],
    ['the IPv6 address it listens on', { ...query, host: '[fd00::7]:4310' }, 'fd00::7'],
    ['an IPv6 address written in full', { ...query, host: '[2001:db8::5]:4310' }, '2001:db8:0:0:0:0:0:5'],
    ['a name in capitals', { ...query, host: 'hub.example.org' }, 'Hub.Example.ORG'],
    ['an Origin of its own on another port', { ...query, origin: 'http://localhost:5555' }],
    ['a program that is not a browser', { ...query, fetchSite: null, fetchMode: null, fetchDestination: null }],
    ['a link followed from another site', { ...navigation, fetchSite: 'cross-site' }],
    ['an address typed in', navigation],
  ])('%s', (_, facts, listensOn) => {
    expect(refusalOf(facts, listensOn === undefined ? [] : [listensOn])).toBeNull();
  });
});

describe('refusalOf refuses', () => {
  it.each<[string, RequestFacts, string]>([
    ['a name pointed at this machine', { ...query, host: 'evil.example:4310' }, 'The Host "evil.example:4310" is not one of'],
    ['a name that begins with its own', { ...query, host: 'localhost.evil.example' }, 'The Host "localhost.evil.example"'],
    ['a user before the name', { ...query, host: 'localhost@evil.example' }, 'The Host "localhost@evil.example"'],
    ['another loopback address', { ...query, host: '127.0.0.2' }, 'The Host "127.0.0.2"'],
    ['no Host', { ...query, host: null }, 'The Host "" is not one of'],
    ['a foreign Origin', { ...query, origin: 'https://evil.example' }, 'Requests from the Origin "https://evil.example" are refused'],
    ['an opaque Origin', { ...query, origin: 'null' }, 'Requests from the Origin "null" are refused'],
    ['a request of another site', { ...query, fetchSite: 'cross-site' }, 'A cross-site request for /api/trpc/sweeps.list is refused'],
    ['a request of another port', { ...query, fetchSite: 'same-site' }, 'A same-site request for'],
    ['a frame', { ...navigation, fetchSite: 'cross-site', fetchDestination: 'iframe' }, 'A cross-site request for /compare'],
    ['a form sent from elsewhere', { ...navigation, fetchSite: 'cross-site', method: 'POST' }, 'A cross-site request for /compare'],
    [
      'a link from elsewhere into the interface',
      { ...navigation, fetchSite: 'cross-site', path: '/api/runs/a/series/cost' },
      'A cross-site request for /api/runs/a/series/cost',
    ],
  ])('%s', (_, facts, sentence) => {
    expect(refusalOf(facts, [])).toContain(sentence);
  });
});
