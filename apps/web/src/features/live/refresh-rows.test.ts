import { expect, it } from 'vitest';
import { rowRefresher } from './refresh-rows.ts';

it('has at most one request pending, and requests rows that changed meanwhile once', async () => {
  const requests: string[][] = [];
  const answers = [Promise.withResolvers<readonly string[]>(), Promise.withResolvers<readonly string[]>()];
  const applied: string[] = [];
  const rows = rowRefresher<string>({
    ask: (ids) => {
      requests.push(ids);
      return answers[requests.length - 1]?.promise ?? Promise.reject(new Error('asked too often'));
    },
    apply: (row) => applied.push(row),
  });
  const all = rows.refresh(['a', 'b']);
  await rows.refresh(['b']);
  await rows.refresh(['c', 'b']);
  expect(requests).toEqual([['a', 'b']]);
  answers[0]?.resolve(['a 1', 'b 1']);
  answers[1]?.resolve(['b 2', 'c 2']);
  await all;
  expect(requests).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ]);
  expect(applied).toEqual(['a 1', 'b 1', 'b 2', 'c 2']);
});

it('repeats a failed request, split so that each fits in a URL', async () => {
  const requests: number[] = [];
  const applied: string[] = [];
  let isDown = true;
  const rows = rowRefresher<string>({
    ask: async (ids) => {
      requests.push(ids.length);
      if (isDown) throw new Error('the server is gone');
      return ids;
    },
    apply: (row) => applied.push(row),
  });
  const ids = Array.from({ length: 450 }, (_, index) => `${index}`);
  await expect(rows.refresh(ids)).rejects.toThrow('gone');
  isDown = false;
  await rows.refresh([]);
  expect(requests).toEqual([200, 200, 200, 50]);
  expect(applied.toSorted()).toEqual(ids.toSorted());
});

it('applies no response after it is stopped', async () => {
  const applied: string[] = [];
  const rows = rowRefresher<string>({ ask: async (ids) => ids, apply: (row) => applied.push(row) });
  const done = rows.refresh(['a']);
  rows.stop();
  await done;
  expect(applied).toEqual([]);
});
