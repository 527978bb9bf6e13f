import type { RunRecord } from '../support/records.ts';
import { type ComparedEpoch, exactBaselines, testMetric } from './compare.ts';
import type { ReferenceProgram } from './programs.ts';

export interface Findings {
  readonly program: ReferenceProgram;
  readonly rows: readonly ComparedEpoch[];
  readonly trained: readonly RunRecord[];
  readonly baselines: readonly RunRecord[];
}

const metricTitles = { cost: 'cost', negativeLogLikelihood: 'negative log likelihood', kl: 'KL', objective: 'objective' } as const;

const percent = (fraction: number) => `${(100 * fraction).toFixed(2)}%`;

/** The text of docs/fidelity.md: compares the measured costs with the reference costs. */
export function writeReport(found: readonly Findings[]): string {
  const provenance = found[0]?.trained[0]?.provenance;
  return `# Fidelity

Written by \`npm run fidelity\`: reference programs, trained on MNIST's 55,000 training images with three seeds each, unless they say otherwise. Costs are squared error per test
image.

${found.map(section).join('\n')}
![Test cost per image of the seed program against the epoch](images/fidelity.svg)

The dashed curve is one seed of the TensorFlow program. PCA of the same code size is better than the seed program's network; every sweep shows both.

Engine: ${provenance?.engine}, library ${String(provenance?.libraryVersion)}, on ${provenance?.cpu}.
`;
}

function section({ program, rows, trained, baselines }: Findings): string {
  const headings = rows.map(({ epoch, metric }) => `${metricTitles[metric]}, epoch ${epoch}`);
  return `## ${program.title}

${program.about}

| after epoch | per test image | Hourglass, ${trained.length === 1 ? 'one seed' : `mean of ${trained.length} seeds`} | ${program.by} | difference | allowed | |
| ---: | --- | ---: | ---: | ---: | ---: | --- |
${rows.map(boundRow).join('\n')}

| seed | ${headings.join(' | ')} | training, minutes |
| ---: | ${rows.map(() => '---: |').join(' ')} ---: |
${trained.map((run) => seedRow(run, rows)).join('\n')}

| baseline | Hourglass | exact |
| --- | ---: | ---: |
${baselines.map((baseline) => baselineRow(baseline, program)).join('\n')}
`;
}

function boundRow({ epoch, metric, measured, reference, difference, tolerance, isLimit, within }: ComparedEpoch): string {
  const allowed = isLimit === true ? 'lower' : percent(tolerance);
  const verdict = within ? 'within' : '**outside**';
  return `| ${epoch} | ${metricTitles[metric]} | ${measured.toFixed(3)} | ${reference} | ${percent(difference)} | ${allowed} | ${verdict} |`;
}

function seedRow(run: RunRecord, shown: readonly ComparedEpoch[]): string {
  const values = shown.map((bound) => testMetric(run, bound).toFixed(3));
  const minutes = run.epochs.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  return `| ${run.seed} | ${values.join(' | ')} | ${minutes.toFixed(1)} |`;
}

function baselineRow({ params, epochs }: RunRecord, { isOfOtherData }: ReferenceProgram): string {
  const name = `${String(params.baseline)} ${String(params.codeSize)}`;
  return `| ${name} | ${epochs[0]?.testCostPerSample.toFixed(3)} | ${(isOfOtherData === true ? undefined : exactBaselines[name]) ?? '–'} |`;
}
