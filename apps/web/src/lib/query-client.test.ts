import { TRPCError } from '@trpc/server';
import { expect, it } from 'vitest';
import { createQueryClient } from './query-client.ts';

it.each([
  ['asks once more where something failed', new Error('the disk is slow'), 2],
  ['says at once what is not there', new TRPCError({ code: 'NOT_FOUND' }), 1],
  ['says at once what was asked wrongly', new TRPCError({ code: 'BAD_REQUEST' }), 1],
])('%s', async (_, error, times) => {
  let asked = 0;
  const asking = createQueryClient().fetchQuery({
    queryKey: ['question'],
    queryFn: () => {
      asked++;
      throw error;
    },
  });
  await expect(asking).rejects.toBe(error);
  expect(asked).toBe(times);
});
