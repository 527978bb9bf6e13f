import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finished, hourglass, inTemporaryFolder, startHourglass } from '../support/hourglass.ts';
import { freePort, untilHealthy } from '../support/listening.ts';
import { until } from '../support/until.ts';
import { expectDone } from './kill-sweep.ts';
import { processesOf, signalAll } from './processes.ts';
import { checkpointedRuns, countEvents, openLeases, readRecord } from './read-record.ts';
import { hurried, writeSmallSweep } from './small-sweep.ts';

let folder = '';
let spec = '';

beforeAll(async () => {
  // A name that nobody else has; the folder itself must outlive the hook.
  folder = await inTemporaryFolder(async (made) => made);
  await mkdir(folder);
  spec = await writeSmallSweep(folder);
});

afterAll(async () => {
  // What a failed test has left running.
  signalAll(processesOf(folder).all, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('a sweep that is steered while it trains', () => {
  it('pauses, goes on, stops, retries and is verified: with the bits of one that was left alone', { timeout: 1_200_000 }, async () => {
    const alone = join(folder, 'alone');
    await expectDone(['sweep', spec, '--home', alone, '--json']);
    const home = join(folder, 'steered');
    const first = finished(startHourglass(['sweep', spec, '--home', home, '--workers', '2'], hurried));
    await until(() => checkpointedRuns(home) > 0);
    const [sweep] = JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout) as readonly { readonly id: string }[];
    const id = sweep?.id ?? '';
    expect((await hourglass('sweeps', 'pause', id, '--home', home)).stdout).toContain(`Sweep ${id} is paused`);
    const paused = await first;
    expect(paused.exitCode).toBe(130);
    expect(paused.stderr).toContain(`./hourglass sweeps resume ${id}`);
    expect(openLeases(home)).toBe(0);

    await hourglass('sweeps', 'stop', id, '--home', home);
    expect((await hourglass('sweeps', 'stop', id, '--home', home)).exitCode).toBe(2);
    await hourglass('sweeps', 'retry', id, '--home', home);
    await expectDone(['sweep', spec, '--home', home, '--json']);
    expect(readRecord(home)).toEqual(readRecord(alone));
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

  it('pauses with a sentence where the home would pass its disk budget, and goes on when it may take more', {
    timeout: 1_200_000,
  }, async () => {
    const home = join(folder, 'budget');
    const first = finished(startHourglass(['sweep', spec, '--home', home, '--workers', '2'], hurried));
    await until(() => openLeases(home) > 0);
    await hourglass('budget', '100kB', '--home', home);
    const { exitCode, stderr } = await first;
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/Paused, because this home stores .* of the 100 kB that it may/);
    await hourglass('budget', 'none', '--home', home);
    await expectDone(['sweep', spec, '--home', home, '--json']);
  });
});

describe('a run that another engine began', () => {
  it('is not gone on with, says why, and ends with its own bits when its engine is back', { timeout: 1_200_000 }, async () => {
    const home = join(folder, 'other-engine');
    const arguments_ = ['sweep', spec, '--home', home, '--workers', '1'];
    const first = startHourglass(arguments_, hurried);
    const ended = finished(first);
    await until(() => checkpointedRuns(home) > 0);
    first.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);

    // Where no native library is, the same worker runs on WebAssembly.
    const { exitCode, stderr } = await finished(startHourglass(arguments_, { HOURGLASS_CACHE: join(folder, 'no-library') }));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/was made by tensorflow \S+, but this worker runs wasm, which would give other bits/);
    expect(stderr).toContain('runs retry');

    const listed = await hourglass('runs', 'ls', '--state', 'failed', '--json', '--home', home);
    const [failed] = JSON.parse(listed.stdout) as readonly { readonly id: string }[];
    const id = failed?.id ?? '';
    await expectDone(['runs', 'retry', id, '--home', home]);
    await expectDone([...arguments_, '--json']);
    const verdict = await hourglass('rerun', id, '--verify', '--json', '--home', home);
    expect(JSON.parse(verdict.stdout)).toMatchObject({ run: id, identical: true });
  });
});

describe('a sweep that was deleted from its page, when everything is killed before that is taken back', () => {
  it('is there again after a new start, and ends with the bits of one that was left alone', { timeout: 1_200_000 }, async () => {
    const alone = join(folder, 'undeleted');
    await expectDone(['sweep', spec, '--home', alone, '--json']);
    const home = join(folder, 'deleted');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = async () => {
      const up = startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '2', '--example', spec], hurried);
      await untilHealthy(url, up);
      return up;
    };
    const killed = finished(await start());
    await until(() => checkpointedRuns(home) > 0);
    const [sweep] = JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout) as readonly { readonly id: string }[];
    const id = sweep?.id ?? '';
    await steer(url, 'remove', id);
    signalAll(processesOf(home).all, 'SIGKILL');
    await killed;
    expect(JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', home)).stdout)).toEqual([]);

    const second = await start();
    const ended = finished(second);
    await steer(url, 'restore', id);
    await until(() => (countEvents(home)['run.complete'] ?? 0) > 0);
    second.kill('SIGINT');
    await ended;
    await expectDone(['sweep', spec, '--home', home, '--json']);
    await expectDone(['gc', '--home', home]);
    await expectDone(['doctor', '--check', '--home', home]);
    expect(readRecord(home)).toEqual(readRecord(alone));
    expect(countEvents(home)).toMatchObject({ 'sweep.deleted': 1, 'sweep.restored': 1 });
  });
});

/** As the sweep's page does. */
async function steer(url: string, action: 'remove' | 'restore', sweep: string): Promise<void> {
  const answer = await fetch(`${url}/api/trpc/steering.steer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ noun: 'sweep', ids: [sweep], action }),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
}
