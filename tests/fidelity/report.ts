import type { RunRecord } from '../support/records.ts';
import { type ComparedEpoch, exactBaselines } from './compare.ts';

export interface Findings {
  readonly rows: readonly ComparedEpoch[];
  readonly trained: readonly RunRecord[];
  readonly baselines: readonly RunRecord[];
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(2)}%`;

/** The text of docs/fidelity.md: compares the measured costs with the reference costs. */
export function writeReport({ rows, trained, baselines }: Findings): string {
  const [first] = trained;
  const provenance = first?.provenance;
  return `# Fidelity

Written by \`npm run fidelity\`: the seed program (examples/seed.yaml: 784-256-256-64-32, tied, tanh, Adam 0.001, batches of 20)
trained on the whole of MNIST with seeds ${trained.map(({ seed }) => seed).join(', ')}, compared with the same program in TensorFlow 2.21.
Costs are squared error per test image.

| after epoch | Hourglass, mean of ${trained.length} seeds | TensorFlow, mean of 3 seeds | difference | allowed | |
| ---: | ---: | ---: | ---: | ---: | --- |
${rows.map(({ epoch, measured, reference, difference, tolerance, within }) => `| ${epoch} | ${measured.toFixed(3)} | ${reference} | ${percent(difference)} | ${percent(tolerance)} | ${within ? 'within' : '**outside**'} |`).join('\n')}

| seed | after epoch 1 | 5 | 30 | training, minutes |
| ---: | ---: | ---: | ---: | ---: |
${trained.map(seedRow).join('\n')}

| baseline | Hourglass | exact |
| --- | ---: | ---: |
${baselines.map(baselineRow).join('\n')}

![Test cost per image against the epoch](images/fidelity.svg)

The dashed curve is one seed of the TensorFlow program. PCA of the same code size is better than this
network; every sweep shows both.

Engine: ${provenance?.engine}, library ${String(provenance?.libraryVersion)}, on ${provenance?.cpu}.
`;
}

function seedRow({ seed, epochs }: RunRecord): string {
  const costs = [1, 5, 30].map((epoch) => epochs[epoch - 1]?.testCostPerSample.toFixed(3));
  const minutes = epochs.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  return `| ${seed} | ${costs.join(' | ')} | ${minutes.toFixed(1)} |`;
}

function baselineRow({ params, epochs }: RunRecord): string {
  const name = `${String(params.baseline)} ${String(params.codeSize)}`;
  return `| ${name} | ${epochs[0]?.testCostPerSample.toFixed(3)} | ${exactBaselines[name]} |`;
}
