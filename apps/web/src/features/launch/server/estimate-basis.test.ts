import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ownerFile, thisProcess } from '@hourglass/db';
import { temporaryStore } from '@hourglass/db/testing';
import { expect, it } from 'vitest';
import { readMachineRates } from './estimate-basis.ts';

it('counts the workers that the owner of the home runs, or one per core without an owner', async () => {
  const store = await temporaryStore();
  expect(await readMachineRates(store)).toMatchObject({ workers: availableParallelism() });
  const { pid, startedAt } = thisProcess();
  const owner = { pid, startedAt, url: 'http://127.0.0.1:1', because: 'memory ran out for 4 workers' };
  await writeFile(ownerFile(store.home), JSON.stringify({ ...owner, workers: 3 }));
  expect(await readMachineRates(store)).toMatchObject({ workers: 3 });
  await writeFile(ownerFile(store.home), JSON.stringify({ ...owner, workers: 0 }));
  expect(await readMachineRates(store)).toMatchObject({ workers: 1 });
  await writeFile(ownerFile(store.home), JSON.stringify({ ...owner, startedAt: startedAt + 1, workers: 3 }));
  expect(await readMachineRates(store)).toMatchObject({ workers: availableParallelism() });
});
