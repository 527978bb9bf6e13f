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

it('holds the whole against the downloads and one epoch', () => {
  // 600 MB at 50 MB/s, then 2 s.
  expect(chainOf(start)).toBe(14);
  const report = prepareReport([start], 2);
  // 60 s / 14 s.
  expect(report).toContain('**The whole takes 4.29 times its longest unavoidable chain**');
  expect(report).toMatch(/\| the same, shared by 2 cores +\| +45\.0 s \|/);
});

it('draws when each stage went on', () => {
  const line = prepareReport([start], 2)
    .split('\n')
    .find((text) => text.includes('Packages'));
  // Half of the whole minute.
  expect(line).toContain(`\`${'█'.repeat(20)}${'·'.repeat(20)}\``);
});
