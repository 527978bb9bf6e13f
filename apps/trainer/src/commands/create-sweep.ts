import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { loadDataset, resolveDataset, valueFactsOf } from '@hourglass/datasets';
import { expandHome } from '@hourglass/datasets/home-path';
import { type AddedRuns, type GivenLabels, locateUploadIn, type Store, type Sweep } from '@hourglass/db';
import {
  decodeSpecText,
  factsOfDataset,
  knownFacts,
  type PlannedSweep,
  parseSpec,
  parseSpecText,
  planSweep,
  type SpecSource,
} from '@hourglass/sweeps';
import { TrainerError } from '../errors.ts';
import { withProgress } from '../terminal/action-progress.ts';
import { note } from '../terminal/print.ts';

export interface GivenSpec extends SpecSource {
  /** Paths in the spec are relative to this folder. */
  readonly folder: string;
}

/** @throws TrainerError BAD_INPUT where the file can't be read */
export async function readSpecFile(path: string, from: string): Promise<GivenSpec> {
  const file = resolve(from, expandHome(path));
  try {
    const text = decodeSpecText(await readFile(file));
    return { document: parseSpecText(text), text, folder: dirname(file) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E'))) throw error;
    throw new TrainerError(
      'BAD_INPUT',
      `FILE: received "${path}"; it could not be read (${error.code}). Give the path of a YAML or JSON spec.`,
    );
  }
}

/** A spec's sweep, and the labels of its data's test samples; null if they have none. */
export interface GivenPlan {
  readonly plan: PlannedSweep;
  readonly labels: GivenLabels | null;
  /** What the person who gave the data should know: sentences. */
  readonly notes: readonly string[];
}

/** Validates a spec against its data. @param home holds uploaded files @throws SweepsError, DatasetError */
export async function planGiven(source: GivenSpec, home: string): Promise<GivenPlan> {
  const given = parseSpec(source.document);
  const spec = { ...given, dataset: resolveDataset(given.dataset, source.folder) };
  const dataset = await loadDataset(spec.dataset, {
    locateUpload: locateUploadIn(home),
    onDownload: note,
  });
  const { testLabels, classes, probeSet, notes } = dataset;
  return {
    plan: planSweep(spec, source, factsOfDataset(dataset, knownFacts(spec.dataset)?.values ?? valueFactsOf(dataset.train))),
    labels: testLabels === null ? null : { probeSet: probeSet.hash, testLabels, classes },
    notes,
  };
}

/** Stored samples are shown with the labels of the latest spec. Returns what the person who gave it should know: sentences. */
export async function replaceLabels({ reconstructions }: Store, sweep: string, labels: GivenLabels | null): Promise<readonly string[]> {
  if (labels === null) return [];
  const { message } = await reconstructions.replaceLabels(sweep, labels, { source: 'cli' });
  return message === null ? [] : [message];
}

export interface CreatedSweep extends AddedRuns {
  readonly store: Store;
  readonly sweep: Sweep;
  readonly existed: boolean;
  /** What the person who gave the spec should know: sentences. */
  readonly notes: readonly string[];
}

/**
 * Stores a spec's runs; a spec given again finds its sweep and adds what is missing.
 *
 * @throws SweepsError, DatasetError before anything is written
 */
export async function createSweep(
  openStore: () => Promise<Store>,
  source: GivenSpec,
  { home, retry }: { readonly home: string; readonly retry: boolean },
): Promise<CreatedSweep> {
  const { plan, labels, notes } = await planGiven(source, home);
  const store = await openStore();
  const upserted = await withProgress('Adding runs', (onProgress) => store.sweeps.upsert(plan, { retry, source: 'cli', onProgress }));
  const replaced = await replaceLabels(store, upserted.sweep.id, labels);
  return { store, notes: [...notes, ...plan.notes, ...replaced], ...upserted };
}
