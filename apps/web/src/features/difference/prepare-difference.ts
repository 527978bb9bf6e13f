import type { Provenance, RunExecutor } from '@hourglass/db';
import { metricTitle } from '@hourglass/model/metrics';
import { parameterTitle } from '@hourglass/model/parameters';
import { formatCost, formatCount, formatDuration, formatParameter } from '@hourglass/presentation';
import { prepareEnvironment } from '#components/runs/prepare-environment.ts';
import type { RunRow } from '#wire/run-row.ts';
import type { WeightNorm } from './server/weight-norms.ts';

export interface ComparedRun {
  readonly row: RunRow;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly provenance: Provenance | null;
  readonly executor: RunExecutor | null;
  readonly sweepName: string;
  readonly dataset: string;
  readonly weights: readonly WeightNorm[] | null;
}

/** One fact about every run, in the order of the runs; null for a run without it. */
interface DifferenceLine {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly isEqual: boolean;
}

export interface DifferenceSection {
  readonly title: string;
  readonly about: string;
  readonly lines: readonly DifferenceLine[];
}

type Facts = readonly { readonly name: string; readonly value: string }[];

/** Compares everything known about the runs, line by line, and marks the lines that differ. */
export function prepareDifference(runs: readonly ComparedRun[]): readonly DifferenceSection[] {
  return [
    section('Parameters', '', runs.map(parametersOf)),
    section('Results', 'costs per sample', runs.map(resultsOf)),
    section('Weights', 'norm √Σw² of each array of the last checkpoint', runs.map(weightsOf)),
    section(
      'Environment',
      '',
      runs.map((run) => environmentOf(run).filter(({ name }) => !isPackage(run.provenance, name))),
    ),
    section(
      'Packages',
      '',
      runs.map((run) => environmentOf(run).filter(({ name }) => isPackage(run.provenance, name))),
    ),
  ].filter(({ lines }) => lines.length > 0);
}

/** Lists facts in order of first appearance. A line is equal only if every run has it with the same value. */
function section(title: string, about: string, facts: readonly Facts[]): DifferenceSection {
  const names = [...new Set(facts.flatMap((of) => of.map(({ name }) => name)))];
  return {
    title,
    about,
    lines: names.map((name) => {
      const values = facts.map((of) => of.find((fact) => fact.name === name)?.value ?? null);
      return { name, values, isEqual: new Set(values).size === 1 };
    }),
  };
}

function parametersOf({ row, sweepName, dataset, tags, notes }: ComparedRun): Facts {
  return [
    { name: 'sweep', value: sweepName },
    { name: 'data set', value: dataset },
    ...Object.entries({ ...row.values, seed: row.seed }).map(([key, value]) => ({
      name: parameterTitle(key),
      value: formatParameter(value),
    })),
    ...(tags.length === 0 ? [] : [{ name: 'tags', value: tags.join(', ') }]),
    ...(notes === null ? [] : [{ name: 'notes', value: notes }]),
  ];
}

function resultsOf({ row }: ComparedRun): Facts {
  return [
    { name: 'state', value: row.state },
    { name: 'steps', value: formatCount(row.step) },
    ...(row.ranking === null ? [] : [{ name: `best ${metricTitle(row.ranking)}`, value: formatCost(row.bestValue) }]),
    { name: row.ranking === null ? 'best validation' : 'validation at best epoch', value: formatCost(row.bestValidationCost) },
    { name: 'best epoch', value: row.bestEpoch === null ? '–' : formatCount(row.bestEpoch) },
    { name: 'test at best epoch', value: formatCost(row.bestTestCost) },
    { name: 'last validation', value: formatCost(row.lastValidationCost) },
    { name: 'last test', value: formatCost(row.lastTestCost) },
    { name: 'train', value: formatCost(row.lastTrainCost) },
    { name: 'training time', value: row.trainingSeconds === 0 ? '–' : formatDuration(row.trainingSeconds) },
  ];
}

/** On one machine, equal seeds give bit-identical weights and different seeds do not, so four digits suffice to tell them apart. */
function weightsOf({ weights }: ComparedRun): Facts {
  return (weights ?? []).map(({ name, shape, norm, largest }) => ({
    name,
    value: `${formatCost(norm)} · ${shape.join(' × ')} · largest ${formatCost(largest)}`,
  }));
}

function environmentOf({ provenance, executor }: ComparedRun): Facts {
  return provenance === null ? [] : prepareEnvironment(provenance, executor);
}

function isPackage(provenance: Provenance | null, name: string): boolean {
  return provenance !== null && name in provenance.packages;
}
