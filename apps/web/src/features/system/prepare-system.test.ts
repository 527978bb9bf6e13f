import type { HeldRun, QueuedSweep, WorkerStatus } from '@hourglass/db';
import { describe, expect, it } from 'vitest';
import { prepareMemory, prepareQueue, prepareTimeLeft, prepareWarnings, prepareWorkers } from './prepare-system.ts';

const engine = { name: 'tensorflow', version: '4.22.0', libraryVersion: '2.21.0', declined: [], gflops: null };
const held: HeldRun = {
  ...{ run: 'r', sweep: 's', sweepName: 'S', kind: 'run', number: 1, attempt: 1 },
  ...{ step: 600, totalSteps: 1_000, fromStep: 200, claimedAt: 0, heartbeatAt: 8_000 },
};
const worker: WorkerStatus = {
  ...{ key: 1, hostname: 'here', bootId: 'b', pid: 7, startedAt: 1, seenAt: 9_000, endedAt: null, memoryBytes: 5e8, engine },
  held,
};

describe('workers', () => {
  it('have the rate since they claimed the run, and the time left at that rate', () => {
    expect(prepareWorkers([worker], 10_000)).toMatchObject([{ state: 'training', stepsPerSecond: 50, secondsLeft: 8 }]);
  });

  it.each([
    ['waiting', { held: null }, 10_000],
    ['fitting', { held: { ...held, kind: 'baseline' as const } }, 10_000],
    ['silent', {}, 60_000],
    ['silent', { held: null }, 60_000],
  ])('are %s with %j at %i', (state, change, now) => {
    expect(prepareWorkers([{ ...worker, ...change }], now)).toMatchObject([{ state }]);
  });

  it('use at least as much memory as those that reported it', () => {
    expect(prepareMemory([worker, worker])).toEqual({ value: 1e9, isLowerBound: false });
    expect(prepareMemory([worker, { memoryBytes: null }])).toEqual({ value: 5e8, isLowerBound: true });
  });

  it('share one warning for the same unused engine', () => {
    const declined = [{ name: 'tensorflow', reason: 'It is not there.', remedy: 'Run npm start.' }];
    const slow = { ...worker, engine: { ...engine, name: 'wasm', declined } };
    expect(prepareWarnings([worker, slow, { ...slow, pid: 8 }])).toEqual([
      { text: 'tensorflow is not used: It is not there. Run npm start.', pids: [7, 8] },
    ]);
  });
});

describe('the queue', () => {
  const sweep = (change: Partial<QueuedSweep>): QueuedSweep => ({
    ...{ sweep: 's', name: 'S', wanted: 'run', waiting: 1, running: 0, paused: 0, stepsLeft: 100, measuredSeconds: 0, measuredSteps: 0 },
    ...change,
  });
  const left = (queue: readonly QueuedSweep[], workers: number) => prepareQueue(queue, workers).map(({ secondsLeft }) => secondsLeft);

  it('ends for a sweep when it and all sweeps before it are done by all workers', () => {
    const queue = [sweep({ measuredSeconds: 10, measuredSteps: 100 }), sweep({ measuredSeconds: 20, measuredSteps: 100 })];
    expect(left(queue, 2)).toEqual([5, 15]);
  });

  it('uses the common rate for a sweep without measurements, and skips a paused one', () => {
    const queue = [sweep({ wanted: 'pause' }), sweep({ measuredSeconds: 10, measuredSteps: 100 }), sweep({ stepsLeft: 200 })];
    expect(left(queue, 1)).toEqual([null, 10, 30]);
  });

  it('ends after its last sweep, or later if a sweep has no estimate or is not listed', () => {
    const known = prepareQueue([sweep({ measuredSeconds: 10, measuredSteps: 100 }), sweep({ wanted: 'pause' })], 1);
    const [unknown] = prepareQueue([sweep({})], 1);
    if (unknown === undefined) throw new Error('There is no sweep.');
    expect(prepareTimeLeft(known, 0)).toEqual({ value: 10, isLowerBound: false });
    expect(prepareTimeLeft(known, 1)).toEqual({ value: 10, isLowerBound: true });
    expect(prepareTimeLeft([...known, unknown], 0)).toEqual({ value: 10, isLowerBound: true });
    expect(prepareTimeLeft([unknown], 0)).toBeNull();
  });

  it('has no estimate without a rate or a worker', () => {
    expect(left([sweep({})], 2)).toEqual([null]);
    expect(left([sweep({ measuredSeconds: 1, measuredSteps: 1 })], 0)).toEqual([null]);
  });
});
