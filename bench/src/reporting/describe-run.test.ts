import { expect, it } from 'vitest';
import { describeRun } from './describe-run.ts';

const machine = {
  cpu: 'A CPU',
  cores: 2,
  memory: 24,
  system: 'Linux 6.1, x64',
  node: '24.1.0',
  engine: 'tensorflow 2.21.0',
  cacheFolder: '/cache',
  canPin: true,
};
const run = { name: 'sweep', rounds: 1, machine, date: new Date('2026-11-24T23:00:00Z') };

it('names the command, the day and the machine', () => {
  expect(describeRun(run)).toBe(
    '`npm run bench -- sweep`, 2026-11-24, median and quartiles of 1 round. A CPU, 2 cores, 24 GiB, Linux 6.1, x64; Node 24.1.0, tensorflow 2.21.0.',
  );
});

it('reports that processes could not be pinned to one core', () => {
  expect(describeRun({ ...run, machine: { ...machine, canPin: false } })).toContain('Without `taskset`');
});
