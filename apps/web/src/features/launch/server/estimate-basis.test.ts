import { writeFile } from 'node:fs/promises';
import { availableParallelism, hostname } from 'node:os';
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

it('takes the slowest speed that a living worker of this machine has measured', async () => {
  const store = await temporaryStore();
  const engine = { name: 'tensorflow', version: '4', libraryVersion: null, declined: [], gflops: null };
  const present = (pid: number, gflops: number | null, host = hostname()) =>
    store.workers.present({ pid, startedAt: 1, hostname: host, bootId: 'boot' }, { engine: { ...engine, gflops }, memoryBytes: 1 });
  await present(1, null);
  expect(await readMachineRates(store)).toMatchObject({ gflops: null });
  await present(1, 120);
  await present(2, 100);
  await present(3, 10, 'elsewhere');
  expect(await readMachineRates(store)).toMatchObject({ gflops: 100 });
});
