import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, onTestFinished } from 'vitest';
import { outdatedRequests } from './refetch-outdated.ts';

/** A query whose requests end one by one, when the test answers them. */
function watched(queryKey: readonly string[]) {
  const queryClient = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(queryClient, {
    queryKey,
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  onTestFinished(observer.subscribe(() => {}));
  const requests = outdatedRequests(queryClient);
  onTestFinished(requests.stop);
  const answer = async (request: number, value: string) => {
    const resolve = answers[request];
    if (resolve === undefined) throw new Error(`There was no request ${request}.`);
    resolve(value);
    await expect.poll(() => queryClient.getQueryData(queryKey)).toBe(value);
  };
  return { queryClient, requests, answers, answer };
}

it('repeats a first request during which its data changed, once', async () => {
  const { requests, answers, answer } = watched(['sweeps', 'list']);
  requests.mark([{ queryKey: ['sweeps'] }]);
  requests.mark([{ queryKey: ['sweeps'] }]);
  await answer(0, 'old');
  await expect.poll(() => answers.length).toBe(2);
  await answer(1, 'new');
  expect(answers).toHaveLength(2);
});

it('waits for the response, not for a patch of the cache', async () => {
  const { queryClient, requests, answers, answer } = watched(['runs', 'get']);
  requests.mark([{ queryKey: ['runs'] }]);
  queryClient.setQueryData(['runs', 'get'], 'patched');
  expect(answers).toHaveLength(1);
  await answer(0, 'old');
  await expect.poll(() => answers.length).toBe(2);
});

it('leaves requests of other queries alone, and queries without a request', async () => {
  const { queryClient, requests, answers, answer } = watched(['runs', 'get']);
  requests.mark([{ queryKey: ['sweeps'] }]);
  await answer(0, 'current');
  requests.mark([{ queryKey: ['runs'] }]);
  await queryClient.invalidateQueries({ queryKey: ['sweeps'] });
  expect(answers).toHaveLength(1);
});
