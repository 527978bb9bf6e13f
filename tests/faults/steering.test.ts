import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass, inTemporaryFolder, startHourglass, untilExit } from '../support/hourglass.ts';
import { freePort, untilHealthy } from '../support/listening.ts';
import { until } from '../support/until.ts';
import { expectSuccess } from './kill-sweep.ts';
import { processesOf, signalAll } from './processes.ts';
import { checkpointedRuns, countEvent, countEvents, openLeases, readRecord } from './read-record.ts';
import { shortIntervals, writeSmallSweep } from './small-sweep.ts';

let folder = '';
let spec = '';

beforeAll(async () => {
  // Takes a unique name. `inTemporaryFolder` removes the folder, so that it is created again to outlive this hook.
  folder = await inTemporaryFolder(async (made) => made);
  await mkdir(folder);
  spec = await writeSmallSweep(folder);
});

afterAll(async () => {
  // A failed test may leave processes running.
  signalAll(processesOf(folder).all, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('a sweep steered during training', () => {
  it('pauses, resumes, stops, retries and verifies with the same bits as an undisturbed sweep', { timeout: 1_200_000 }, async () => {
    const undisturbed = join(folder, 'alone');
    await expectSuccess(['sweep', spec, '--home', undisturbed, '--json']);
    const home = join(folder, 'steered');
    const first = untilExit(startHourglass(['sweep', spec, '--home', home, '--workers', '2'], shortIntervals));
    await until(() => checkpointedRuns(home) > 0);
    const [sweep] = JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout) as readonly { readonly id: string }[];
    const id = sweep?.id ?? '';
    expect((await hourglass('sweeps', 'pause', id, '--home', home)).stdout).toContain(`Sweep ${id} is paused`);
    const paused = await first;
    expect(paused.exitCode).toBe(130);
    expect(paused.stderr).toContain(`sweeps resume --home ${home} ${id}`);
    expect(openLeases(home)).toBe(0);

    await hourglass('sweeps', 'stop', id, '--home', home);
    expect((await hourglass('sweeps', 'stop', id, '--home', home)).exitCode).toBe(2);
    await hourglass('sweeps', 'retry', id, '--home', home);
    await expectSuccess(['sweep', spec, '--home', home, '--json']);
    expect(readRecord(home)).toEqual(readRecord(undisturbed));
    expect(countEvents(home)).toMatchObject({ 'sweep.pause': 1, 'sweep.stop': 1 });

    const runs = JSON.parse((await hourglass('runs', 'ls', '--json', '--home', home)).stdout) as readonly { readonly id: string }[];
    const last = runs.at(-1)?.id ?? '';
    const verdict = await hourglass('rerun', last, '--verify', '--json', '--home', home);
    expect(JSON.parse(verdict.stdout)).toMatchObject({ run: last, identical: true, differences: [] });
    expect((await hourglass('runs', 'logs', last, '--home', home)).stdout).toContain('complete');

    expect((await hourglass('sweeps', 'rm', id, '--home', home)).exitCode).toBe(0);
    expect(JSON.parse((await hourglass('gc', '--dry-run', '--json', '--home', home)).stdout)).toMatchObject({ deletedRuns: 0, files: 0 });
    expect(JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout)).toEqual([]);
  });

  it('pauses with a message when the home would exceed its disk budget, and resumes when the budget is raised', {
    timeout: 1_200_000,
  }, async () => {
    const home = join(folder, 'budget');
    const first = untilExit(startHourglass(['sweep', spec, '--home', home, '--workers', '2'], shortIntervals));
    await until(() => openLeases(home) > 0);
    await hourglass('budget', '100kB', '--home', home);
    const { exitCode, stderr } = await first;
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/Paused, because this home stores .*, more than its budget of 100 kB/);
    await hourglass('budget', 'none', '--home', home);
    await expectSuccess(['sweep', spec, '--home', home, '--json']);
  });
});

describe('a run with a checkpoint of another engine', () => {
  it('fails with the reason, and completes with the same bits when retried on the original engine', { timeout: 1_200_000 }, async () => {
    const home = join(folder, 'other-engine');
    const arguments_ = ['sweep', spec, '--home', home, '--workers', '1'];
    const first = startHourglass(arguments_, shortIntervals);
    const ended = untilExit(first);
    await until(() => checkpointedRuns(home) > 0);
    first.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);

    // Without a native library, the worker uses WebAssembly.
    const { exitCode, stderr } = await untilExit(startHourglass(arguments_, { HOURGLASS_CACHE: join(folder, 'no-library') }));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/was made by tensorflow \S+, but this worker runs wasm, which would change the results/);
    expect(stderr).toContain('runs retry');

    const listed = await hourglass('runs', 'ls', '--state', 'failed', '--json', '--home', home);
    const [failed] = JSON.parse(listed.stdout) as readonly { readonly id: string }[];
    const id = failed?.id ?? '';
    await expectSuccess(['runs', 'retry', id, '--home', home]);
    await expectSuccess([...arguments_, '--json']);
    const verdict = await hourglass('rerun', id, '--verify', '--json', '--home', home);
    expect(JSON.parse(verdict.stdout)).toMatchObject({ run: id, identical: true });
  });
});

describe('a sweep that is deleted on its page, killed, restarted and restored', () => {
  it('completes with the same bits as an undisturbed sweep', { timeout: 1_200_000 }, async () => {
    const undisturbed = join(folder, 'undeleted');
    await expectSuccess(['sweep', spec, '--home', undisturbed, '--json']);
    const home = join(folder, 'deleted');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = async (...flags: readonly string[]) => {
      const up = startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '2', ...flags], shortIntervals);
      await untilHealthy(url, up);
      return up;
    };
    const killed = untilExit(await start('--example', spec));
    await until(() => checkpointedRuns(home) > 0);
    const [sweep] = JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout) as readonly { readonly id: string }[];
    const id = sweep?.id ?? '';
    await steer(url, 'remove', id);
    signalAll(processesOf(home).all, 'SIGKILL');
    await killed;
    expect(JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout)).toEqual([]);

    // Without the example, whose spec would bring the deleted sweep back before the restore does.
    const second = await start();
    const ended = untilExit(second);
    await steer(url, 'restore', id);
    await until(() => countEvent(home, 'run.complete') > 0);
    second.kill('SIGINT');
    await ended;
    await expectSuccess(['sweep', spec, '--home', home, '--json']);
    await expectSuccess(['gc', '--home', home]);
    await expectSuccess(['doctor', '--check', '--home', home]);
    expect(readRecord(home)).toEqual(readRecord(undisturbed));
    expect(countEvents(home)).toMatchObject({ 'sweep.deleted': 1, 'sweep.restored': 1 });
  });
});

/** Sends the request that the sweep's page sends. */
async function steer(url: string, action: 'remove' | 'restore', sweep: string): Promise<void> {
  const answer = await fetch(`${url}/api/trpc/steering.steer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ noun: 'sweep', ids: [sweep], action }),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
}
