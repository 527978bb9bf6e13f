import { TRPCError } from '@trpc/server';
import { expect, it } from 'vitest';
import { createQueryClient } from './query-client.ts';

it.each([
  ['retries once after a failure', new Error('the disk is slow'), 2],
  ['reports a missing entity at once', new TRPCError({ code: 'NOT_FOUND' }), 1],
  ['reports an invalid request at once', new TRPCError({ code: 'BAD_REQUEST' }), 1],
])('%s', async (_, error, times) => {
  let requests = 0;
  const asking = createQueryClient().fetchQuery({
    queryKey: ['question'],
    queryFn: () => {
      requests++;
      throw error;
    },
  });
  await expect(asking).rejects.toBe(error);
  expect(requests).toBe(times);
});
