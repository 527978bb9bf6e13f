import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { isIdle, tinySweep } from '../testing/tiny-sweep.ts';

const main = join(import.meta.dirname, '../main.ts');

it('starts a background process, which trains the sweep and exits', async () => {
  const { home, store, sweep } = await tinySweep('epochs: 3, batchSize: 10');
  const spec = join(home, 'spec.yaml');
  await writeFile(spec, (await store.sweeps.get(sweep)).specText ?? '');
  const command = spawn(process.execPath, [main, 'sweep', spec, '--detach', '--home', home, '--workers', '1', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'exit')]);
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
