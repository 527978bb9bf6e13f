import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { tinySweep } from '../testing/tiny-sweep.ts';
import { watchHung } from './watch-hung.ts';

it('kills a running worker that ignores a stop, but no suspended worker and none without a stop', async () => {
  const { home, store } = await tinySweep();
  const worker = spawn(process.execPath, [fileURLToPath(new URL('../testing/hanging-worker.ts', import.meta.url)), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    worker.kill('SIGKILL');
  });
  const exited = once(worker, 'exit');
  const run = String(await once(worker.stdout, 'data')).trim();
  const lines: string[] = [];
  const killed: number[] = [];
  const watch = watchHung({
    store,
    isOwn: (pid) => pid === worker.pid,
    kill: (pid) => {
      killed.push(pid);
      process.kill(pid, 'SIGKILL');
    },
    onLine: (line) => lines.push(line),
  });
  onTestFinished(() => watch.stop());
  const check = async (times: number) => {
    for (let time = 0; time < times; time++) await watch.check();
  };
  const signal = async (name: 'SIGSTOP' | 'SIGCONT', isReached: (state: string) => boolean) => {
    worker.kill(name);
    while (!isReached(stateOf(worker.pid))) await sleep(1);
  };

  await check(20);
  await store.steering.want({ run }, 'stop', { source: 'cli' });
  await check(12);
  // It was suspended at one check, so the count starts again.
  await signal('SIGSTOP', (state) => state === 'T');
  await check(20);
  await signal('SIGCONT', (state) => state !== 'T');
  await check(11);
  expect([killed, lines]).toEqual([[], []]);
  await check(1);
  expect(killed).toEqual([worker.pid]);
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(lines).toEqual([expect.stringMatching(/^Worker \d+ was killed: it ignored the request to stop run \w+ for 1 min 00 s\.$/)]);
  await expect
    .poll(async () => {
      await store.leases.reclaim();
      return (await store.runs.get(run)).state;
    })
    .toBe('stopped');
  expect((await store.events.ofRun(run)).map(({ kind }) => kind)).toEqual([
    'run.started',
    'run.stop',
    'lease.noticed',
    'lease.lost',
    'run.stopped',
  ]);
});

/** proc(5): the state follows the name in parentheses. */
function stateOf(pid: number | undefined): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '';
}
