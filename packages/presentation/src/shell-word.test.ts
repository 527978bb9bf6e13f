import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

it.each(['plain', '/a/b-c_d.e', 'a b', "it's", '$HOME `id` "x"', '', '~/x', 'ö', '!', '*'])(
  'quotes %j so that a shell reads it back',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
  },
);
