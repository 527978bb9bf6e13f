import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { loadDataset, resolveDataset } from '@hourglass/datasets';
import type { Json, JsonObject, NewSweep, Store, Sweep } from '@hourglass/db';
import { axesOf, expand, hashOf, parseSpec, parseSpecText } from '@hourglass/sweeps';
import { TrainerError } from '../errors.ts';

export interface SpecSource {
  readonly document: unknown;
  /** As it was written; null when it came from flags. */
  readonly text: string | null;
  /** Paths in the spec are relative to this folder. */
  readonly folder: string;
}

/** @throws TrainerError BAD_INPUT where the file can't be read */
export async function readSpecFile(path: string, from: string): Promise<SpecSource> {
  const file = resolve(from, path);
  try {
    const text = await readFile(file, 'utf8');
    return { document: parseSpecText(text), text, folder: dirname(file) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E'))) throw error;
    throw new TrainerError(
      'BAD_INPUT',
      `FILE: received "${path}"; it could not be read (${error.code}). Give the path of a YAML or JSON spec.`,
    );
  }
}

/** Validates a spec against its data: the sweep as it is to be stored. @throws SweepsError, DatasetError */
export async function planSweep(source: SpecSource): Promise<NewSweep> {
  const spec = parseSpec(source.document);
  const reference = resolveDataset(spec.dataset, source.folder);
  const dataset = await loadDataset(reference);
  const facts = { title: dataset.title, contentHash: dataset.contentHash, sampleSize: dataset.train.size, trainCount: dataset.train.count };
  // What is kept afterwards makes it no other sweep.
  const { extendable: _, ...identity } = spec;
  return {
    name: spec.name,
    spec: toJson({ ...(source.document as object), dataset: reference }),
    specText: source.text,
    fingerprint: hashOf({ ...identity, dataset: dataset.contentHash }),
    dataset: dataset.id,
    axes: axesOf(spec.space),
    runs: expand(spec, facts).map((run) => ({ ...run, parameters: toJson(run.parameters) })),
  };
}

/**
 * Stores a spec's runs; a spec given again finds its sweep and adds what is missing.
 *
 * @throws SweepsError, DatasetError before anything is written
 */
export async function createSweep(
  openStore: () => Promise<Store>,
  source: SpecSource,
  options: { readonly retry: boolean },
): Promise<{ readonly store: Store; readonly sweep: Sweep; readonly addedRuns: number; readonly existed: boolean }> {
  const plan = await planSweep(source);
  const store = await openStore();
  return { store, ...(await store.sweeps.upsert(plan, options)) };
}

/** Plain JSON, exactly as the database will give it back. */
function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as { [key: string]: Json };
}
