import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHourglass, untilExit } from '../support/hourglass.ts';
import { freePort } from '../support/listening.ts';
import { processesOf, signalAll } from './processes.ts';
import { checkpointedRuns, countEvent, openLeases, type RunRecord, readRecord } from './read-record.ts';
import type { SeededRandom } from './seeded-random.ts';
import { leaseMilliseconds, runsAndBaselines, shortIntervals } from './small-sweep.ts';

const faults = ['worker', 'worker', 'parent', 'web', 'everything', 'sleep'] as const;
export type Fault = (typeof faults)[number];

export interface Round {
  readonly faults: readonly Fault[];
  /** How many runs failed after three worker deaths and were retried because of `--retry`. */
  readonly retried: number;
  readonly resumed: number;
  readonly record: readonly RunRecord[];
}

/** Runs a command and returns its standard output. @throws Error with its output where it fails */
export async function expectSuccess(arguments_: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await untilExit(startHourglass(arguments_, shortIntervals));
  if (exitCode !== 0) throw new Error(`hourglass ${arguments_.join(' ')} ended with ${exitCode}:\n${stderr}\n${stdout}`);
  return stdout;
}

/** Trains a sweep while its processes are killed up to `most` times, then finishes it. Restarts a parent that was killed. */
export async function killSweep(spec: string, random: SeededRandom, most: number): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-fault-'));
  try {
    const done: Fault[] = [];
    const withDashboard = random.next() < 0.3;
    const port = await freePort();
    const start = () =>
      withDashboard
        ? startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '2', '--example', spec], shortIntervals)
        : startHourglass(['sweep', spec, '--home', home, '--workers', '2', '--retry'], shortIntervals);
    let parent = start();
    while (done.length < most) {
      if (!(await untilTraining(home, parent, random))) break;
      const fault = await injectFault(home, parent, random);
      if (fault === null) break;
      done.push(fault);
      if (await hasEnded(parent)) {
        await untilAllEnded(home);
        parent = start();
      }
    }
    if (withDashboard) {
      parent.kill('SIGINT');
      if (parent.exitCode === null && parent.signalCode === null) await untilExit(parent);
    } else if (parent.exitCode === null && parent.signalCode === null) {
      await untilExit(parent);
    }
    await expectSuccess(['sweep', spec, '--home', home, '--workers', '2', '--retry', '--json']);
    await expectSuccess(['gc', '--home', home]);
    await expectSuccess(['doctor', '--check', '--home', home]);

    return { faults: done, retried: countEvent(home, 'run.retried'), resumed: countEvent(home, 'run.resumed'), record: readRecord(home) };
  } finally {
    signalAll(processesOf(home).all, 'SIGKILL');
    await rm(home, { recursive: true, force: true });
  }
}

/** When the next fault is injected: at any time, as soon as a run is claimed, or once a run has a checkpoint. */
const triggers = [() => 1, openLeases, checkpointedRuns, checkpointedRuns, checkpointedRuns] as const;

/** Waits for a random trigger and a random delay. False when there is nothing left to train. */
async function untilTraining(home: string, parent: ChildProcess, random: SeededRandom): Promise<boolean> {
  const trigger = random.pick(triggers);
  const deadline = Date.now() + 180_000;
  while (trigger(home) === 0) {
    if (await hasEnded(parent)) return false;
    if (Date.now() > deadline) throw new Error(`Nothing was trained in ${home} for three minutes.`);
    if (countEvent(home, 'run.complete') >= runsAndBaselines) return false;
  }
  await sleep(random.between(0, 400));
  return true;
}

/** Injects a fault that has a victim, and returns it. Null where no process is left. */
async function injectFault(home: string, parent: ChildProcess, random: SeededRandom): Promise<Fault | null> {
  for (;;) {
    const { workers, web, all } = processesOf(home);
    if (all.length === 0 || (await hasEnded(parent))) return null;
    const fault = random.pick(faults);
    const victim = workers.length === 0 ? [] : [random.pick(workers)];
    const victims = { worker: victim, sleep: victim, web, everything: all, parent: parent.pid === undefined ? [] : [parent.pid] }[fault];
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
  // Node reports the exit of a killed process with a short delay.
  await sleep(50);
  return child.exitCode !== null || child.signalCode !== null;
}

/** Waits until all processes of the home have ended. Children must end with their parent, however it ended. */
async function untilAllEnded(home: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (processesOf(home).all.length > 0) {
    if (Date.now() > deadline) throw new Error(`Processes ${processesOf(home).all.join(', ')} outlive their parent.`);
    await sleep(50);
  }
}
