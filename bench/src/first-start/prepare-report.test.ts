import { expect, it } from 'vitest';
import { chainOf, prepareReport } from './prepare-report.ts';

const start = {
  stages: [{ name: 'Packages', from: 0, to: 30 }],
  firstPage: 50,
  firstEpoch: 60,
  epochSeconds: 2,
  bytes: 600e6,
  bytesPerSecond: 50e6,
  cpuSeconds: 90,
};

it('compares the total time with the downloads and one epoch', () => {
  // 600 MB at 50 MB/s, then 2 s.
  expect(chainOf(start)).toBe(14);
  const report = prepareReport([start], 2);
  // 60 s / 14 s.
  expect(report).toContain('**The first start takes 4.29 times as long as the shortest possible one**');
  expect(report).toMatch(/\| processor time per core \(2 cores\) +\| +45\.0 s \|/);
});

it('draws the time span of each stage', () => {
  const line = prepareReport([start], 2)
    .split('\n')
    .find((text) => text.includes('Packages'));
  // 30 of 60 seconds, so half of the bar.
  expect(line).toContain(`\`${'█'.repeat(20)}${'·'.repeat(20)}\``);
});
