import { describe, expect, it } from 'vitest';
import { keyCaps, shortcutOf, shortcuts } from './shortcuts.ts';

const press = (key: string, isMod = false, isAlt = false) => ({ key, isMod, isAlt });

describe('shortcuts', () => {
  it.each([
    [press('k', true), null, 'palette'],
    [press('K', true), null, 'palette'],
    [press('k'), null, null],
    [press('k', true, true), null, null],
    [press('?'), null, 'help'],
    [press('s'), 'g', 'sweeps'],
    [press('s'), null, null],
    [press('s'), 'x', null],
    [press('s', true), 'g', null],
    [press('ArrowLeft'), null, 'previousEpoch'],
  ])('%j after %j is %s', (pressed, before, name) => {
    expect(shortcutOf(pressed, before)).toBe(name);
  });

  it('have distinct keys', () => {
    const keys = Object.values(shortcuts).map((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are written like the labels of keys', () => {
    expect([keyCaps('palette', false), keyCaps('palette', true), keyCaps('sweeps', false)]).toEqual([
      ['Ctrl', 'K'],
      ['⌘', 'K'],
      ['G', 'S'],
    ]);
  });
});
