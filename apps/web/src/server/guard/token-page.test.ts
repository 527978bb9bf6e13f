import { expect, it } from 'vitest';
import { ownPath, tokenPage } from './token-page.ts';

it.each([
  ['/runs?filter=a%20b', '/runs?filter=a%20b'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['https://evil.example/', '/'],
  ['/.//evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['/%2e//evil.example', '/'],
  ['/.\\/evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['runs', '/'],
  [undefined, '/'],
  [['/a'], '/'],
])('%j redirects to %s after the token is accepted', (next, path) => {
  expect(ownPath(next)).toBe(path);
});

it('escapes its input as text', () => {
  const page = tokenPage('/"><script>', 'a <b>');
  expect(page).not.toMatch(/<script>|<b>/);
  expect(page).toContain('value="/&#34;&#62;&#60;script&#62;"');
});
