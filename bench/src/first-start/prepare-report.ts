import { summarise } from '../measuring/statistics.ts';
import { digits, formatTable, spread } from '../reporting/format.ts';
import type { Stage } from './parse-stages.ts';

/** One start of a fresh clone. Times are seconds from `npm start`. */
export interface FirstStart {
  readonly stages: readonly Stage[];
  readonly firstPage: number;
  readonly firstEpoch: number;
  /** Seconds that the training of that epoch took. */
  readonly epochSeconds: number;
  /** Bytes received during the start, and the rate of a single download in bytes per second. */
  readonly bytes: number;
  readonly bytesPerSecond: number;
  /** CPU seconds of all processes, from `npm start` until they have ended. They are stopped after the first page and the first epoch. */
  readonly cpuSeconds: number;
}

const wholeOf = ({ firstPage, firstEpoch }: FirstStart) => Math.max(firstPage, firstEpoch);

/** The shortest possible start: all bytes are downloaded, then one epoch is trained. */
export function chainOf({ bytes, bytesPerSecond, epochSeconds }: FirstStart): number {
  return bytes / bytesPerSecond + epochSeconds;
}

const barWidth = 40;

/** The section of docs/measurements.md. */
export function prepareReport(starts: readonly FirstStart[], cores: number): string {
  const summary = (value: (start: FirstStart) => number) => summarise(starts.map(value));
  const ratio = summary((start) => wholeOf(start) / chainOf(start));
  const rows = [
    ['first page', summary(({ firstPage }) => firstPage), 's'],
    ['first trained epoch', summary(({ firstEpoch }) => firstEpoch), 's'],
    ['downloaded', summary(({ bytes }) => bytes / 1e6), 'MB'],
    ['rate of a single download', summary(({ bytesPerSecond }) => bytesPerSecond / 1e6), 'MB/s'],
    ['training the epoch', summary(({ epochSeconds }) => epochSeconds), 's'],
    ['processor time of all processes', summary(({ cpuSeconds }) => cpuSeconds), 's'],
    [`processor time per core (${cores} cores)`, summary(({ cpuSeconds }) => cpuSeconds / cores), 's'],
  ] as const;
  const facts = formatTable(
    [
      { title: 'what', align: 'left', text: ([name]: (typeof rows)[number]) => name },
      { title: 'median', align: 'right', text: ([, { median }, unit]) => `${digits(median)} ${unit}` },
      { title: 'quartiles', align: 'right', text: ([, quartiles]) => spread(quartiles) },
    ],
    rows,
  );
  const middle = [...starts].sort((a, b) => wholeOf(a) - wholeOf(b))[Math.floor(starts.length / 2)];
  return [
    `**The first start takes ${digits(ratio.median)} times as long as the shortest possible one** (quartiles ${spread(ratio)}): all bytes at the rate of a single download, then one epoch.`,
    facts,
    ...(middle === undefined ? [] : ['The median start, in seconds:', timeline(middle)]),
  ].join('\n\n');
}

function timeline(start: FirstStart): string {
  const whole = wholeOf(start);
  const marks = [
    { name: 'first page', from: start.firstPage, to: start.firstPage },
    { name: 'first trained epoch', from: start.firstEpoch, to: start.firstEpoch },
  ];
  return formatTable(
    [
      { title: 'stage', align: 'left', text: ({ name }: Stage) => name },
      { title: 'from', align: 'right', text: ({ from }) => from.toFixed(1) },
      { title: 'to', align: 'right', text: ({ to }) => to.toFixed(1) },
      { title: 'when', align: 'left', text: (stage) => `\`${bar(stage, whole)}\`` },
    ],
    [...start.stages, ...marks],
  );
}

function bar({ from, to }: Stage, whole: number): string {
  const first = Math.min(barWidth - 1, Math.floor((from / whole) * barWidth));
  const length = Math.max(1, Math.round(((to - from) / whole) * barWidth));
  return `${'·'.repeat(first)}${'█'.repeat(length)}`.slice(0, barWidth).padEnd(barWidth, '·');
}
