import { afterEach, describe, expect, it } from 'vitest';
import { currentToasts, hideToast, lastUndoable, showToast, undoToast } from './toast-store.ts';

const texts = () => currentToasts().map(({ text }) => text);

afterEach(() => {
  for (const { id } of currentToasts()) hideToast(id);
});

describe('toasts', () => {
  it('keep the newest three', () => {
    for (const text of ['a', 'b', 'c', 'd']) showToast({ text });
    expect(texts()).toEqual(['b', 'c', 'd']);
  });

  it('undo the newest action that can be undone, and report the result', async () => {
    showToast({ text: 'archived', undo: async () => 'unarchived' });
    showToast({ text: 'stopped' });
    const last = lastUndoable();
    expect(last?.text).toBe('archived');
    if (last !== null) await undoToast(last);
    expect(texts()).toEqual(['stopped', 'unarchived']);
    expect(lastUndoable()).toBeNull();
  });

  it('report why an action could not be undone', async () => {
    showToast({ text: 'deleted', undo: () => Promise.reject(new Error('Its storage was reclaimed.')) });
    const last = lastUndoable();
    if (last !== null) await undoToast(last);
    expect(currentToasts()).toMatchObject([{ text: 'Its storage was reclaimed.', isProblem: true }]);
  });
});
