import { expect, it } from 'vitest';
import { prepareReport } from './prepare-report.ts';

const bytes = { script: 200_000, document: 20_000, stylesheet: 10_000, font: 30_000, other: 5_000 };

const report = prepareReport({
  queries: [
    // 1 to 21: the middle is 11, and 95% of the way from the first to the last is 20.
    { name: '2,000 runs: the 50 best with a filter', milliseconds: Array.from({ length: 21 }, (_, index) => 21 - index) },
    { name: 'another query', milliseconds: [1] },
  ],
  visits: [{ name: 'Hourglass: the table', visits: [300, 500, 400].map((milliseconds) => ({ milliseconds, bytes })) }],
  frames: [{ name: 'scrolled', milliseconds: [16, 51, 16, 50.1, 17] }],
  memory: [{ name: 'Hourglass', largest: 150e6, all: 240e6 }],
  missing: ['Missing: MLflow.'],
});

it.each([
  ['shows the targets of a query', '2,000 runs: the 50 best with a filter', ['11.0', '20.0', 'p50 15']],
  ['leaves the target of other queries empty', 'another query', ['1.00', '1.00', '']],
  ['adds up the bytes that a page received', 'Hourglass: the table', ['400', '350–450', '265', '200', '20.0', '10.0', '30.0', '5.00']],
  ['counts the frames that took longer than 50 ms', 'scrolled', ['5', '17.0', '50.8', '51.0', '1']],
  ['shows memory in megabytes', 'Hourglass', ['150', '240']],
])('%s', (_, name, cells) => {
  const row = report.split('\n').find((line) => line.startsWith(`| ${name} `));
  expect(
    row
      ?.split('|')
      .slice(2, -1)
      .map((cell) => cell.trim()),
  ).toEqual(cells);
});

it('lists missing contenders', () => {
  expect(report).toContain('Missing: MLflow.');
});
