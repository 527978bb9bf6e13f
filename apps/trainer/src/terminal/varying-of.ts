import type { Run } from '@hourglass/db';
import { layoutFields } from '@hourglass/model/layout';
import { derivedParameters } from '@hourglass/model/parameters';

type LabelledRun = Pick<Run, 'kind' | 'seed' | 'values'>;

/** The parameters that a label names: the axes of the sweep, and the seed where runs have several. The layers of the network where there are no axes. */
export function varyingOf(runs: readonly LabelledRun[], axes: readonly string[]): readonly string[] {
  const seeds = new Set(runs.filter(({ kind }) => kind === 'run').map(({ seed }) => seed));
  const others = axes.filter((axis) => axis !== 'seed');
  const varying = seeds.size > 1 ? [...others, 'seed'] : others;
  return varying.length === 0 ? layoutFields : varying;
}

/**
 * The parameters in which runs differ, for a list of several sweeps. The layers of the network where they differ in nothing. Details of a choice, as
 * `optimizer.beta1`, differ only among the runs that have them: beside runs with another optimizer they follow from that choice.
 */
export function differingParameters(runs: readonly LabelledRun[]): readonly string[] {
  const trained = runs.filter(({ kind }) => kind === 'run');
  const names = new Set(trained.flatMap(({ values }) => Object.keys(values)));
  const differing = [...names].filter((name) => {
    const among = name.includes('.') ? trained.filter(({ values }) => values[name] !== undefined) : trained;
    return !derivedParameters.includes(name) && new Set(among.map(({ values }) => values[name])).size > 1;
  });
  return varyingOf(runs, differing);
}
