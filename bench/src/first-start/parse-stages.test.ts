import { expect, it } from 'vitest';
import { parseStages } from './parse-stages.ts';

it('reads the start and end of each step, and ignores other lines', () => {
  const lines = [
    { at: 0.4, text: '  Packages: Installing the packages (about a minute the first time)' },
    { at: 9, text: '✓ TensorFlow (tensorflow-cpu 2.21.0)  8.5 s' },
    { at: 30, text: '✓ Packages (pnpm@10.34.9)  29.5 s' },
    { at: 32, text: '✓ Database client  2.0 s' },
    { at: 60, text: 'Pages built in 27.5 s.' },
    { at: 200, text: 'Pages built in 2 min 05 s.' },
    { at: 61, text: 'Dashboard: http://127.0.0.1:4310' },
  ];
  expect(parseStages(lines)).toEqual([
    { name: 'TensorFlow', from: 0.5, to: 9 },
    { name: 'Packages', from: 0.5, to: 30 },
    { name: 'Database client', from: 30, to: 32 },
    { name: 'Pages', from: 32.5, to: 60 },
    { name: 'Pages', from: 75, to: 200 },
  ]);
});
