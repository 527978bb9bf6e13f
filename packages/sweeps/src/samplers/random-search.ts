import type { Random, RunConfigField } from '@hourglass/model/config';
import { runConfigSchema } from '@hourglass/model/config';
import { canonicalJson } from '../canonical-json.ts';
import { type Axis, valueAt } from '../search-space.ts';
import type { Sampler, TriedRun } from './sampler.ts';

/** A draw that was made before is drawn again this often, then the space counts as exhausted. */
const attempts = 1000;

/** Draws each field independently (Bergstra & Bengio 2012), never the same combination twice. */
export const randomSearch: Sampler = (space, history, random) => {
  const tried = configsIn(history);
  const fields = Object.keys(space) as RunConfigField[];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const config = runConfigSchema.parse(Object.fromEntries(fields.map((field) => [field, draw(space[field], random)])));
    if (!tried.has(canonicalJson(config))) return config;
  }
  return null;
};

function draw(axis: Axis, random: Random): unknown {
  return axis.kind === 'choice' ? axis.values[random.below(axis.values.length)] : valueAt(axis.range, random.uniform());
}

/** What a growing history was known to hold, so that each proposal reads only what is new. */
const known = new WeakMap<readonly TriedRun[], { count: number; readonly configs: Set<string> }>();

function configsIn(history: readonly TriedRun[]): ReadonlySet<string> {
  const seen = known.get(history) ?? { count: 0, configs: new Set<string>() };
  for (const { config } of history.slice(seen.count)) seen.configs.add(canonicalJson(config));
  seen.count = history.length;
  known.set(history, seen);
  return seen.configs;
}
