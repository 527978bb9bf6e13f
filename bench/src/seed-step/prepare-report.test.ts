import { expect, it } from 'vitest';
import { prepareReport } from './prepare-report.ts';

const shape = { name: 'small', dimensions: [4, 2], batchSize: 3, stepsPerRound: 10 } as const;
const setting = {
  shape,
  threads: 1,
  // 240 operations a step (shapes.test.ts): at 2 ms a step 120,000 a second, half of this rate.
  sgemmGflops: [240e3 / 1e9],
  timings: [
    { name: 'Hourglass', library: 'ours 1', cost: 100, milliseconds: [3, 1, 2] },
    { name: 'A peer', library: 'theirs 2', cost: 102, milliseconds: [4] },
  ],
  missing: [{ name: 'Another', why: 'it could not be installed' }],
};

it('compares every contender with the first and with sgemm', () => {
  const report = prepareReport([setting]);
  const cells = report
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells[2]).toEqual(['', 'Hourglass', '2.00', '1.50–2.50', '1.00', '50%', '']);
  expect(cells[3]).toEqual(['', 'A peer', '4.00', '4.00–4.00', '2.00', '25%', '']);
  expect(report).toContain('**4-2, batch 3, one core**');
});

it('compares other shapes in one table', () => {
  const report = prepareReport([setting, { ...setting, shape: { ...shape, batchSize: 6 } }]);
  const cells = report
    .split('\n')
    .filter((line) => line.startsWith('| Hourglass'))
    .at(-1);
  expect(cells).toContain('2.00 (1.50–2.50)');
  // Twice the samples in the same time.
  expect(report).toContain('Share of sgemm that Hourglass reaches: 4-2, batch 6 100%.');
});

it('shows the spread of the costs, and lists missing contenders', () => {
  const report = prepareReport([setting, { ...setting, threads: 2 }]);
  expect(report).toContain('within 2.00% of each other');
  expect(report).toContain('Measured: ours 1; theirs 2.');
  expect(report.match(/Missing: Another, because it could not be installed\./g)).toHaveLength(1);
  expect(report).toContain('all 2 cores');
});
