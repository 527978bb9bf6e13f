import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { finished, startHourglass } from '../support/hourglass.ts';
import { freePort } from '../support/listening.ts';
import { processesOf, signalAll } from './processes.ts';
import { checkpointedRuns, countEvents, openLeases, type RunRecord, readRecord } from './read-record.ts';
import type { SeededRandom } from './seeded-random.ts';
import { hurried, leaseMilliseconds, runsAndBaselines } from './small-sweep.ts';

const faults = ['worker', 'worker', 'parent', 'web', 'everything', 'sleep'] as const;
export type Fault = (typeof faults)[number];

export interface Round {
  readonly faults: readonly Fault[];
  /** Runs given up after three deaths in a row, and trained again because it was asked for. */
  readonly retried: number;
  readonly resumed: number;
  readonly record: readonly RunRecord[];
}

/** Runs a command to its end, and says what it said where it fails. */
export async function expectDone(arguments_: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await finished(startHourglass(arguments_, hurried));
  if (exitCode !== 0) throw new Error(`hourglass ${arguments_.join(' ')} ended with ${exitCode}:\n${stderr}\n${stdout}`);
  return stdout;
}

/** Trains a sweep while its processes are killed, at most so often, and finishes it. Whoever is killed is started again. */
export async function killSweep(spec: string, random: SeededRandom, most: number): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-fault-'));
  try {
    const done: Fault[] = [];
    const withDashboard = random.next() < 0.3;
    const port = await freePort();
    const start = () =>
      withDashboard
        ? startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '2', '--example', spec], hurried)
        : startHourglass(['sweep', spec, '--home', home, '--workers', '2', '--retry'], hurried);
    let parent = start();
    while (done.length < most) {
      if (!(await untilTraining(home, parent, random))) break;
      const fault = await injectFault(home, parent, random);
      if (fault === null) break;
      done.push(fault);
      if (await hasEnded(parent)) {
        await untilNobodyIsLeft(home);
        parent = start();
      }
    }
    if (withDashboard) {
      parent.kill('SIGINT');
      if (parent.exitCode === null && parent.signalCode === null) await finished(parent);
    } else if (parent.exitCode === null && parent.signalCode === null) {
      await finished(parent);
    }
    await expectDone(['sweep', spec, '--home', home, '--workers', '2', '--retry', '--json']);
    await expectDone(['gc', '--home', home]);
    await expectDone(['doctor', '--check', '--home', home]);
    const events = countEvents(home);
    return { faults: done, retried: events['run.retried'] ?? 0, resumed: events['run.resumed'] ?? 0, record: readRecord(home) };
  } finally {
    signalAll(processesOf(home).all, 'SIGKILL');
    await rm(home, { recursive: true, force: true });
  }
}

/** At what moment the next fault comes: at any, as soon as a run is claimed, or once it has something to go on from. */
const moments = [() => 1, openLeases, checkpointedRuns, checkpointedRuns, checkpointedRuns] as const;

/** Waits for a moment of one of these kinds, and a little more. False when there is nothing left to train. */
async function untilTraining(home: string, parent: ChildProcess, random: SeededRandom): Promise<boolean> {
  const hasCome = random.pick(moments);
  const deadline = Date.now() + 180_000;
  while (hasCome(home) === 0) {
    if (await hasEnded(parent)) return false;
    if (Date.now() > deadline) throw new Error(`Nothing was trained in ${home} for three minutes.`);
    if ((countEvents(home)['run.complete'] ?? 0) >= runsAndBaselines) return false;
  }
  await sleep(random.between(0, 400));
  return true;
}

/** What was done, or null where nobody was left to do it to. A fault that finds no victim yet makes way for another one. */
async function injectFault(home: string, parent: ChildProcess, random: SeededRandom): Promise<Fault | null> {
  for (;;) {
    const { workers, web, all } = processesOf(home);
    if (all.length === 0 || (await hasEnded(parent))) return null;
    const fault = random.pick(faults);
    const victim = workers.length === 0 ? [] : [random.pick(workers)];
    const victims = { worker: victim, sleep: victim, web, everything: all, parent: [parent.pid ?? 0].filter((pid) => pid > 0) }[fault];
    if (victims.length === 0 || (fault === 'parent' && workers.length === 0 && random.next() < 0.8)) continue;
    if (fault !== 'sleep') {
      signalAll(victims, 'SIGKILL');
      return fault;
    }
    signalAll(victims, 'SIGSTOP');
    await sleep(leaseMilliseconds + random.between(200, 1_000));
    signalAll(victims, 'SIGCONT');
    return fault;
  }
}

async function hasEnded(child: ChildProcess): Promise<boolean> {
  // The exit of a process that was just killed is told a moment later.
  await sleep(50);
  return child.exitCode !== null || child.signalCode !== null;
}

/** Children end with their parent, whatever way it ended. */
async function untilNobodyIsLeft(home: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (processesOf(home).all.length > 0) {
    if (Date.now() > deadline) throw new Error(`Processes ${processesOf(home).all.join(', ')} outlive their parent.`);
    await sleep(50);
  }
}
