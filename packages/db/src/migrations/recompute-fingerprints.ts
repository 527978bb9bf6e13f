import { type DatasetIdentity, parseSpec, SweepsError, storedRunFingerprint, sweepFingerprint } from '@hourglass/sweeps';
import { datasetFactsSchema, knownFacts, labelsOf, sampleShapeOf } from '@hourglass/sweeps/dataset-facts';
import type { RunKind } from '@hourglass/sweeps/run-state';
import type { Connection } from '../driver/connection.ts';
import { parseJson } from '../json.ts';
import { readSpecifiedParameters } from './specified-parameters.ts';

/*
 * Recomputes the fingerprints of stored sweeps and runs by the rule that omits defaults at any depth (docs/adr/0002-fingerprints.md). Ids,
 * content hashes and probe sets are unchanged. Reads rows in pages, so memory use does not grow with the home.
 *
 * If several sweeps, or several runs of a sweep, become equal under the rule, one gets the new fingerprint and is found by its spec from
 * then on; the others keep their old fingerprints and all their data. Among sweeps, a live one is preferred to a deleted one, then the
 * newest. Among runs, a complete one is preferred, then the oldest. A fingerprint is also kept if it can't be recomputed: if a document
 * does not parse, or if a file's content hash was not stored.
 */

/** The numerics version of all runs that this migration finds. */
const numerics = 1;

const rowsAtOnce = 500;

export function recomputeFingerprints(connection: Connection): void {
  const sweeps = connection.prepare<[], number>('SELECT "key" FROM "Sweep" ORDER BY "deletedAt" IS NOT NULL, "key" DESC').pluck().all();
  const identify = sweepIdentifier(connection);
  const setSweep = connection.prepare('UPDATE OR IGNORE "Sweep" SET "fingerprint" = ? WHERE "key" = ?');
  for (const key of sweeps) {
    // The first revision is the spec that the sweep was created with, and has the sweep's fingerprint.
    const identity = identify(key, 1);
    if (identity !== null) setSweep.run(identity.fingerprint, key);
  }
  for (const key of sweeps) recomputeRevisions(connection, key, identify);
  for (const complete of [1, 0]) recomputeRuns(connection, complete, (key) => identify(key, 1)?.dataset ?? null);
}

interface SweepIdentity {
  readonly fingerprint: string;
  readonly dataset: DatasetIdentity;
}

type Identify = (sweepKey: number, revision: number) => SweepIdentity | null;

function sweepIdentifier(connection: Connection): Identify {
  const select = connection.prepare<[number, number], { spec: string; facts: string | null }>(
    `SELECT "SweepRevision"."spec", "Sweep"."facts" FROM "SweepRevision" JOIN "Sweep" ON "Sweep"."key" = "SweepRevision"."sweepKey"
     WHERE "SweepRevision"."sweepKey" = ? AND "SweepRevision"."revision" = ?`,
  );
  return (sweepKey, revision) => {
    const row = select.get(sweepKey, revision);
    return row === undefined ? null : identityOf(row);
  };
}

function identityOf({ spec: text, facts }: { readonly spec: string; readonly facts: string | null }): SweepIdentity | null {
  try {
    const spec = parseSpec(JSON.parse(text));
    const known = facts === null ? knownFacts(spec.dataset) : parseJson(datasetFactsSchema, facts);
    if (known === null) return null;
    const dataset = {
      contentHash: known.contentHash,
      reference: spec.dataset,
      sampleShape: sampleShapeOf(known),
      labelsHash: known.labelFacts?.hash,
    };
    return { fingerprint: sweepFingerprint(spec, { ...dataset, labels: labelsOf(known, spec.dataset) }), dataset };
  } catch (error) {
    if (error instanceof SweepsError) return null;
    throw error;
  }
}

/** A widened sweep is found by each of its specs, unless another sweep or revision already has that fingerprint. */
function recomputeRevisions(connection: Connection, sweepKey: number, identify: Identify): void {
  const revisions = connection
    .prepare<[number], number>(
      'SELECT "revision" FROM "SweepRevision" WHERE "sweepKey" = ? AND "fingerprint" IS NOT NULL ORDER BY "revision"',
    )
    .pluck()
    .all(sweepKey);
  const isHeld = connection
    .prepare<[string, string], number>(
      'SELECT EXISTS (SELECT 1 FROM "Sweep" WHERE "fingerprint" = ?) OR EXISTS (SELECT 1 FROM "SweepRevision" WHERE "fingerprint" = ?)',
    )
    .pluck();
  const set = connection.prepare('UPDATE "SweepRevision" SET "fingerprint" = ? WHERE "sweepKey" = ? AND "revision" = ?');
  for (const revision of revisions) {
    const identity = identify(sweepKey, revision);
    if (identity === null) continue;
    const { fingerprint } = identity;
    set.run(isHeld.get(fingerprint, fingerprint) === 1 ? null : fingerprint, sweepKey, revision);
  }
}

interface RunRow {
  readonly key: number;
  readonly sweepKey: number;
  readonly kind: RunKind;
  readonly fingerprint: string;
  readonly seed: number;
  readonly parameters: string;
}

function recomputeRuns(connection: Connection, complete: number, datasetOf: (sweepKey: number) => DatasetIdentity | null): void {
  const select = connection.prepare<[number, number, number], RunRow>(
    `SELECT "key", "sweepKey", "kind", "fingerprint", "seed", "parameters" FROM "Run"
     WHERE "key" > ? AND ("state" = 'complete') = ? ORDER BY "key" LIMIT ?`,
  );
  const set = connection.prepare('UPDATE OR IGNORE "Run" SET "fingerprint" = ? WHERE "key" = ?');
  // An extended run keeps the fingerprint of its spec's original number of epochs.
  const specifiedParameters = readSpecifiedParameters(connection);
  // Runs of a sweep are mostly adjacent.
  let sweep: { readonly key: number | null; readonly dataset: DatasetIdentity | null } = { key: null, dataset: null };
  let rows: readonly RunRow[] = [];
  let after = 0;
  do {
    rows = select.all(after, complete, rowsAtOnce);
    for (const row of rows) {
      after = row.key;
      if (sweep.key !== row.sweepKey) sweep = { key: row.sweepKey, dataset: datasetOf(row.sweepKey) };
      if (sweep.dataset === null) continue;
      const fingerprint = storedRunFingerprint({ ...row, parameters: specifiedParameters(row) }, sweep.dataset, numerics);
      if (fingerprint !== null && fingerprint !== row.fingerprint) set.run(fingerprint, row.key);
    }
  } while (rows.length > 0);
}
