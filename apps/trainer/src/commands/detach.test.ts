import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { takeOwnership } from '../owner.ts';
import { isIdle, tinySweep } from '../testing/tiny-sweep.ts';

const main = join(import.meta.dirname, '../main.ts');

/** Runs `sweep --detach` to its end. */
async function detached(workers: number) {
  const { home, store, sweep } = await tinySweep('epochs: 3, batchSize: 10');
  const spec = join(home, 'spec.yaml');
  await writeFile(spec, (await store.sweeps.get(sweep)).specText ?? '');
  const command = spawn(process.execPath, [main, 'sweep', spec, '--detach', '--home', home, '--workers', `${workers}`, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'exit')]);
  return { home, store, sweep, stdout, stderr, exitCode };
}

it('starts a background process, which trains the sweep and exits', async () => {
  const { home, store, sweep, stdout, stderr, exitCode } = await detached(1);
  expect(exitCode).toBe(0);
  const { id, pid, log } = JSON.parse(stdout) as { readonly id: string; readonly pid: number; readonly log: string };
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  });
  expect(id).toBe(sweep);
  expect(stderr).toContain(`To stop it: ./hourglass sweeps stop --home ${home} ${sweep}`);
  // It leads a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
  expect(Number((await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3])).toBe(pid);
  await expect.poll(() => isIdle(store), { timeout: 120_000 }).toBe(true);
  await expect.poll(() => isRunning(pid), { timeout: 60_000 }).toBe(false);
  expect((await store.runs.list()).every(({ state }) => state === 'complete')).toBe(true);
  expect(await readFile(log, 'utf8')).toContain('"type":"summary"');
});

it('starts no background process without workers', async () => {
  const { home, store, sweep, stdout, stderr, exitCode } = await detached(0);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id: sweep, pid: null, log: null });
  expect(stderr).toContain(`It waits for workers: ./hourglass up --home ${home}, or`);
  expect((await store.runs.list()).every(({ state }) => state === 'waiting')).toBe(true);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('is interrupted without stopping the sweep where the workers of `up` train it, and prints the command that stops it', async () => {
  const { home, store, sweep } = await tinySweep('epochs: 3, batchSize: 10');
  const spec = join(home, 'spec.yaml');
  await writeFile(spec, (await store.sweeps.get(sweep)).specText ?? '');
  const owner = await takeOwnership(home, { url: 'http://127.0.0.1:4310', workers: 1, because: 'as requested' });
  onTestFinished(() => owner.release());
  const command = spawn(process.execPath, [main, 'sweep', spec, '--home', home], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  command.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  await expect.poll(() => stderr, { timeout: 60_000 }).toContain('It is trained by the workers of http://127.0.0.1:4310.');
  const ended = once(command, 'close');
  command.kill('SIGINT');
  expect((await ended)[0]).toBe(130);
  expect(stderr).toContain(
    `Only watching was interrupted: the sweep is still trained by other workers. To stop it: ./hourglass sweeps stop --home ${home} ${sweep}\n`,
  );
  expect((await store.sweeps.get(sweep)).wanted).toBe('run');
});
