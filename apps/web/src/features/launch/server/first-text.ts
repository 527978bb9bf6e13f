import type { Store, Sweep } from '@hourglass/db';
import { runConfigSchema } from '@hourglass/model/config';
import { documentOfRun, parseSpec, writeSpecText } from '@hourglass/sweeps';
import { editSpecText } from '@hourglass/sweeps/spec-text';
import { isDbError } from '#server/error-codes.ts';
import { WebError } from '#server/errors.ts';

/** Starting point of a new sweep: empty, a sweep or run to clone, or a sweep to widen. */
export interface Origin {
  readonly from: string | null;
  readonly widen: string | null;
}

export interface FirstText {
  /** A spec as YAML. */
  readonly text: string;
  readonly origin:
    | { readonly kind: 'nothing' }
    | { readonly kind: 'sweep' | 'wider sweep'; readonly id: string; readonly name: string }
    | { readonly kind: 'run'; readonly id: string; readonly name: string };
}

const example = writeSpecText({
  version: 1,
  name: 'New sweep',
  dataset: 'mnist',
  model: {
    dimensions: [
      [784, 256, 64, 32],
      [784, 128, 16],
    ],
  },
  training: { learningRate: [0.003, 0.001], batchSize: 100, epochs: 5 },
  seeds: [0],
});

/**
 * The initial spec of the form.
 * @throws DbError if the sweep or run does not exist
 */
export async function firstText(store: Store, { from, widen }: Origin): Promise<FirstText> {
  if (widen !== null) {
    const sweep = await store.sweeps.get(widen);
    return { text: textOf(sweep), origin: { kind: 'wider sweep', id: sweep.id, name: sweep.name } };
  }
  if (from === null) return { text: example, origin: { kind: 'nothing' } };
  const sweep = await sweepOrNull(store, from);
  if (sweep === null) return textOfRun(store, from);
  return {
    text: editSpecText(textOf(sweep), ['name'], `Copy of ${sweep.name}`),
    origin: { kind: 'sweep', id: sweep.id, name: sweep.name },
  };
}

/**
 * The author's original text, with comments. Dataset paths become the resolved paths, because the original ones were relative to the spec's
 * folder.
 */
function textOf({ spec, specText }: Sweep): string {
  if (specText === null) return writeSpecText(spec);
  return spec.dataset === undefined || typeof spec.dataset === 'string' ? specText : editSpecText(specText, ['dataset'], spec.dataset);
}

async function sweepOrNull(store: Store, id: string): Promise<Sweep | null> {
  try {
    return await store.sweeps.get(id);
  } catch (error) {
    if (isDbError(error) && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

async function textOfRun(store: Store, id: string): Promise<FirstText> {
  const run = await store.runs.get(id);
  if (run.kind === 'baseline') {
    throw new WebError('INPUT_INVALID', `from: received ${run.id}, a baseline; a sweep fits its own baselines. Give a sweep or a run.`);
  }
  const { dataset, ranking, extendable, record } = parseSpec((await store.sweeps.get(run.sweep)).spec);
  const name = run.name ?? `Run ${run.id}`;
  const config = runConfigSchema.parse(run.parameters);
  const document = documentOfRun({ name: `Copy of ${name}`, dataset, config, seed: run.seed, ranking, extendable, record });
  return { text: writeSpecText(document), origin: { kind: 'run', id: run.id, name } };
}
