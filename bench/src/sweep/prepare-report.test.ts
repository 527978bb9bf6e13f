import { expect, it } from 'vitest';
import { prepareReport } from './prepare-report.ts';
import { sweepFlags } from './runs.ts';

const round = (wallSeconds: number) => ({ wallSeconds, cpuSeconds: 2 * wallSeconds, peakBytes: 5e8, testCost: 15.5 });

it('compares every contender with the first, and recording with no recording', () => {
  const report = prepareReport(
    {
      contenders: [
        { name: 'Hourglass', rounds: [round(10), round(30), round(20)] },
        { name: 'PyTorch', rounds: [round(50)] },
      ],
      recording: [
        { network: '64-16', recorded: 10.4, bare: 10 },
        { network: '64-16', recorded: 30, bare: 10 },
        { network: '64-16', recorded: 10.2, bare: 10 },
        { network: '784-16', recorded: 92, bare: 90 },
        { network: '784-16', recorded: 92, bare: 90 },
        { network: '784-16', recorded: 92, bare: 90 },
      ],
      missing: ['Missing: TensorFlow.'],
    },
    sweepFlags,
  );
  const rows = report.split('\n').filter((line) => line.startsWith('| '));
  const cells = (row: string | undefined) => row?.split('|').map((cell) => cell.trim());
  expect(cells(rows[2])).toEqual(['', 'Hourglass', '20.0', '15.0–25.0', '1.00', '40.0', '500', '15.50', '']);
  expect(cells(rows[3])).toEqual(['', 'PyTorch', '50.0', '50.0–50.0', '2.50', '100', '500', '15.50', '']);
  // 10.4 + 92 against 10 + 90: the median ignores the pair that was disturbed.
  expect(report).toContain('took 102 processor seconds and training alone 100: **2.4% more**');
  expect(report).toContain('12 runs on MNIST');
  expect(report).toContain('Missing: TensorFlow.');
});
