import { expect, it } from 'vitest';
import { createQueryClient } from './query-client.ts';

it('is let go with its request on a server: no timer holds what it read', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  await createQueryClient().fetchQuery({ queryKey: ['runs'], queryFn: () => Promise.resolve([1, 2, 3]) });
  expect(timers()).toBe(before);
});
