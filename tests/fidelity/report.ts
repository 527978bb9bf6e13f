import type { RunRecord } from '../support/records.ts';
import { type ComparedEpoch, exactBaselines } from './compare.ts';
import type { ReferenceProgram } from './programs.ts';

export interface Findings {
  readonly program: ReferenceProgram;
  readonly rows: readonly ComparedEpoch[];
  readonly trained: readonly RunRecord[];
  readonly baselines: readonly RunRecord[];
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(2)}%`;

/** The text of docs/fidelity.md: compares the measured costs with the reference costs. */
export function writeReport(found: readonly Findings[]): string {
  const provenance = found[0]?.trained[0]?.provenance;
  return `# Fidelity

Written by \`npm run fidelity\`: reference programs, trained on MNIST's 55,000 training images with three seeds each. Costs are squared error per test
image.

${found.map(section).join('\n')}
![Test cost per image of the seed program against the epoch](images/fidelity.svg)

The dashed curve is one seed of the TensorFlow program. PCA of the same code size is better than the seed program's network; every sweep shows both.

Engine: ${provenance?.engine}, library ${String(provenance?.libraryVersion)}, on ${provenance?.cpu}.
`;
}

function section({ program, rows, trained, baselines }: Findings): string {
  const epochs = rows.map(({ epoch }) => epoch);
  return `## ${program.title}

${program.about}

| after epoch | Hourglass, mean of ${trained.length} seeds | ${program.by}, mean of 3 seeds | difference | allowed | |
| ---: | ---: | ---: | ---: | ---: | --- |
${rows.map(({ epoch, measured, reference, difference, tolerance, within }) => `| ${epoch} | ${measured.toFixed(3)} | ${reference} | ${percent(difference)} | ${percent(tolerance)} | ${within ? 'within' : '**outside**'} |`).join('\n')}

| seed | after epoch ${epochs.join(' | ')} | training, minutes |
| ---: | ${epochs.map(() => '---: |').join(' ')} ---: |
${trained.map((run) => seedRow(run, epochs)).join('\n')}

| baseline | Hourglass | exact |
| --- | ---: | ---: |
${baselines.map(baselineRow).join('\n')}
`;
}

function seedRow({ seed, epochs }: RunRecord, shown: readonly number[]): string {
  const costs = shown.map((epoch) => epochs[epoch - 1]?.testCostPerSample.toFixed(3));
  const minutes = epochs.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  return `| ${seed} | ${costs.join(' | ')} | ${minutes.toFixed(1)} |`;
}

function baselineRow({ params, epochs }: RunRecord): string {
  const name = `${String(params.baseline)} ${String(params.codeSize)}`;
  return `| ${name} | ${epochs[0]?.testCostPerSample.toFixed(3)} | ${exactBaselines[name]} |`;
}
