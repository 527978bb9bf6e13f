import { formatNumberOf } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { GivenLabels, ReplacedLabels } from '../contract/reconstructions.ts';
import { parseJson, stringsSchema } from '../json.ts';
import { int32From, ownBuffer } from '../numbers.ts';
import { appendEvents } from './event-log.ts';
import { findSweep } from './find.ts';

interface StoredLabels {
  readonly key: number;
  readonly indices: Uint8Array;
  readonly labels: Uint8Array;
  readonly classes: string | null;
}

/** Gives the labelled probe sets of a sweep's data the labels that its spec names now. */
export async function replaceLabels(
  transaction: Queries,
  sweep: string,
  given: GivenLabels,
  source: NewEvent['source'],
): Promise<ReplacedLabels> {
  const { key } = await findSweep(transaction, sweep);
  const changed = new Set<number>();
  for (const stored of await labelledProbeSets(transaction, key, given.probeSet)) {
    const rows = int32From(stored.indices);
    const replaced = Uint8Array.from(rows, (row) => at(given.testLabels, row));
    const before = new Uint8Array(ownBuffer(stored.labels));
    const classesBefore = stored.classes === null ? null : parseJson(stringsSchema, stored.classes);
    const differing = rows.filter((_, index) => nameAt(before, classesBefore, index) !== nameAt(replaced, given.classes, index));
    if (differing.length === 0) continue;
    for (const row of differing) changed.add(row);
    const classes = given.classes === null ? null : JSON.stringify(given.classes);
    await transaction.probeSet.update({ where: { key: stored.key }, data: { labels: replaced, classes } });
  }
  if (changed.size === 0) return { samples: 0, message: null };
  const message = `The labels of ${formatNumberOf(changed.size, 'recorded test sample')} were replaced by those that this spec names. No run trains again, because training does not use labels.`;
  await appendEvents(transaction, key, [{ source, kind: 'labels.replaced', message, data: { samples: changed.size } }]);
  return { samples: changed.size, message };
}

/**
 * The probe sets with labels that show samples of a sweep's data, whatever the options: those of runs on data with the same content, and the one with
 * this hash, which may have no runs yet. A content hash determines the test samples, so that a row of the test set is the same sample in all of them.
 */
function labelledProbeSets(transaction: Queries, sweepKey: number, hash: string): Promise<readonly StoredLabels[]> {
  // One reconstruction of each probe set suffices: all its runs have the same data.
  return transaction.$queryRaw<StoredLabels[]>`
    SELECT "key", "indices", "labels", "classes" FROM "ProbeSet"
    WHERE "labels" IS NOT NULL AND ("hash" = ${hash} OR (
      SELECT "Sweep"."facts" ->> 'contentHash' FROM "Reconstruction"
      JOIN "Run" ON "Run"."key" = "Reconstruction"."runKey" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
      WHERE "Reconstruction"."probeSetKey" = "ProbeSet"."key" LIMIT 1
    ) = (SELECT "facts" ->> 'contentHash' FROM "Sweep" WHERE "key" = ${sweepKey}))`;
}

function nameAt(labels: Uint8Array, classes: readonly string[] | null, index: number): string {
  const label = at(labels, index);
  return classes === null ? String(label) : at(classes, label);
}
