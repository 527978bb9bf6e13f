import { expect, it } from 'vitest';
import { prepareReport } from './prepare-report.ts';

const shape = {
  name: 'small',
  network: { kind: 'dense', dimensions: [4, 2], noise: 0 },
  batchSize: 3,
  stepsPerRound: 10,
  limit: 'its size',
} as const;
const setting = {
  shape,
  workers: 1,
  // 240 operations a step (shapes.test.ts): at 2 ms a step 120,000 a second, half of this rate.
  sgemmGflops: [240e3 / 1e9],
  timings: [
    { name: 'Hourglass, session', library: 'ours 1', cost: 100, milliseconds: [3, 1, 2] },
    { name: 'Hourglass, XLA loop', library: 'ours 1', cost: 100, milliseconds: [6] },
    { name: 'A peer', library: 'theirs 2', cost: 102, milliseconds: [4] },
    { name: 'A faster peer', library: 'theirs 3', cost: 101, milliseconds: [1] },
  ],
  missing: [{ name: 'Another', why: 'it could not be installed' }],
};
const cellsOf = (report: string, first: string) =>
  report
    .split('\n')
    .filter((line) => line.startsWith(`| ${first}`))
    .map((line) => line.split('|').map((cell) => cell.trim()));

it('divides the time of each of our executors by that of the best peer', () => {
  const [ratios] = cellsOf(prepareReport([setting]), '4-2, batch 3');
  expect(ratios?.slice(2, -1)).toEqual([
    'A faster peer',
    '1.00 (1.00–1.00)',
    '2.00 (1.50–2.50)',
    '2.00',
    '6.00 (6.00–6.00)',
    '6.00',
    '50%',
  ]);
});

it('names what limits us if a peer is faster, and only then', () => {
  expect(prepareReport([setting])).toContain('- 4-2, batch 3: 2.00 of the time of A faster peer; limited by its size.');
  const slower = { ...setting, timings: setting.timings.filter(({ name }) => name !== 'A faster peer') };
  expect(prepareReport([slower])).not.toContain('limited by');
});

it('shows every median, the spread of the costs, and missing contenders once', () => {
  const report = prepareReport([setting, { ...setting, workers: 2 }]);
  expect(cellsOf(report, 'A peer')[0]?.slice(2, -1)).toEqual(['4.00', '4.00']);
  expect(report).toContain('4-2, batch 3, 2 workers on 2 cores 2.00%');
  expect(report).toContain('Measured: ours 1; theirs 2; theirs 3.');
  expect(report.match(/Missing: Another, because it could not be installed\./g)).toHaveLength(1);
});
