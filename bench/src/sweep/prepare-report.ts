import { summarise } from '../measuring/statistics.ts';
import { type Column, digits, formatTable, percent, spread } from '../reporting/format.ts';
import type { Trained } from './contenders.ts';
import { type RecordingPair, recordingEpochs } from './recording-share.ts';
import { runsOf, type sweepFlags } from './runs.ts';

export interface SweepFindings {
  readonly contenders: readonly { readonly name: string; readonly rounds: readonly Trained[] }[];
  readonly recording: readonly RecordingPair[];
  readonly missing: readonly string[];
}

interface Row {
  readonly name: string;
  readonly wall: ReturnType<typeof summarise>;
  readonly relativeToFirst: number;
  readonly cpu: number;
  readonly peakBytes: number;
  readonly testCost: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'what', align: 'left', text: ({ name }) => name },
  { title: 'wall, s', align: 'right', text: ({ wall }) => digits(wall.median) },
  { title: 'quartiles', align: 'right', text: ({ wall }) => spread(wall) },
  { title: 'times ours', align: 'right', text: ({ relativeToFirst }) => digits(relativeToFirst) },
  { title: 'processor, s', align: 'right', text: ({ cpu }) => digits(cpu) },
  { title: 'peak memory, MB', align: 'right', text: ({ peakBytes }) => digits(peakBytes / 1e6) },
  { title: 'test cost', align: 'right', text: ({ testCost }) => testCost.toFixed(2) },
];

/** The section of docs/measurements.md. */
export function prepareReport({ contenders, recording, missing }: SweepFindings, flags: typeof sweepFlags): string {
  const median = (rounds: readonly Trained[], value: (round: Trained) => number) => summarise(rounds.map(value)).median;
  const first = contenders[0];
  const ours = first === undefined ? Number.NaN : median(first.rounds, ({ wallSeconds }) => wallSeconds);
  const rows = contenders.map(({ name, rounds }): Row => {
    const wall = summarise(rounds.map(({ wallSeconds }) => wallSeconds));
    return {
      name,
      wall,
      relativeToFirst: wall.median / ours,
      cpu: median(rounds, ({ cpuSeconds }) => cpuSeconds),
      peakBytes: median(rounds, ({ peakBytes }) => peakBytes),
      testCost: median(rounds, ({ testCost }) => testCost),
    };
  });
  return [describeSweep(flags), formatTable(columns, rows), describeRecording(recording), ...missing].join('\n\n');
}

function describeSweep(flags: typeof sweepFlags): string {
  const networks = flags.networks.map((dimensions) => dimensions.join('-')).join(', ');
  return (
    `${runsOf(flags).length} runs on MNIST (${networks}; learning rates ${flags.learningRates.join(', ')}; seeds ${flags.seeds.join(', ')}), ` +
    `batches of ${flags.batchSize}, ${flags.epochs} epochs. Recorded: parameters, the cost of every step, train, validation and test cost ` +
    "and the probes' reconstructions after every epoch, checkpoints, the cost of every test sample. Hourglass also fits its baselines. Memory covers all " +
    'processes, with shared pages counted once; PyTorch is the build that `pip install torch` gives, with its CUDA libraries. Test cost is the mean over ' +
    'the runs, per sample.'
  );
}

function describeRecording(pairs: readonly RecordingPair[]): string {
  const networks = [...new Set(pairs.map(({ network }) => network))];
  const together = (value: (pair: RecordingPair) => number) =>
    networks.reduce((sum, network) => sum + summarise(pairs.filter((pair) => pair.network === network).map(value)).median, 0);
  const recorded = together((pair) => pair.recorded);
  const bare = together((pair) => pair.bare);
  const shares = summarise(pairs.map((pair) => pair.recorded / pair.bare - 1));
  return (
    `Recording: each network was trained for ${recordingEpochs} epochs by two concurrent processes on one core: a worker that records everything, ` +
    'and one that only calls `train`; then they swap roles. Summed over the medians of each network, with all threads, training with recording took ' +
    `${digits(recorded)} processor seconds and training alone ${digits(bare)}: **${percent(recorded / bare - 1)} more**. ` +
    `Single pairs: ${percent(shares.low)} to ${percent(shares.high)} (quartiles of ${shares.rounds}).`
  );
}
