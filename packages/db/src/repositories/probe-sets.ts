import { dataKinds } from '@hourglass/sweeps/dataset-facts';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import type { NewProbeSet, ProbeSet } from '../contract/reconstructions.ts';
import { idRange, newId, onlyMatch, parseIdPrefix } from '../identifiers.ts';
import { numbersSchema, parseJson, stringsSchema } from '../json.ts';
import { float32Bytes, float32From, int32Bytes, int32From } from '../numbers.ts';

const scalingSchema = z.object({ kind: z.string(), offset: numbersSchema, factor: numbersSchema });

/** @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export async function findProbeSet(queries: Queries, id: string): Promise<{ readonly key: number; readonly id: string }> {
  const prefix = parseIdPrefix('probe set', id);
  const found = await queries.probeSet.findMany({
    where: { id: idRange(prefix) },
    select: { key: true, id: true },
    orderBy: { id: 'asc' },
    take: 2,
  });
  return onlyMatch('probe set', id, found);
}

/** Stores a probe set unless one with the same hash exists. */
export async function putProbeSet(transaction: Queries, probeSet: NewProbeSet): Promise<string> {
  const { sampleShape, indices, labels, classes, scaling, atlas, originals, ...rest } = probeSet;
  const { id } = await transaction.probeSet.upsert({
    where: { hash: probeSet.hash },
    create: {
      ...rest,
      id: newId(),
      sampleShape: JSON.stringify(sampleShape),
      createdAt: BigInt(Date.now()),
      indices: int32Bytes(indices),
      labels: labels === null ? null : new Uint8Array(labels),
      classes: classes === null ? null : JSON.stringify(classes),
      scaling: scaling === null ? null : JSON.stringify(scaling),
      atlas: new Uint8Array(atlas),
      originals: float32Bytes(originals),
    },
    update: {},
    select: { id: true },
  });
  return id;
}

export async function readProbeSet(queries: Queries, id: string): Promise<ProbeSet> {
  const { key } = await findProbeSet(queries, id);
  const row = await queries.probeSet.findUniqueOrThrow({ where: { key } });
  return Object.freeze({
    id: row.id,
    dataset: row.dataset,
    version: row.version,
    hash: row.hash,
    sampleShape: parseJson(numbersSchema, row.sampleShape),
    kind: z.enum(dataKinds).nullable().parse(row.kind),
    indices: int32From(row.indices),
    labels: row.labels === null ? null : new Uint8Array(row.labels),
    classes: row.classes === null ? null : parseJson(stringsSchema, row.classes),
    scaling: row.scaling === null ? null : parseJson(scalingSchema, row.scaling),
    atlas: new Uint8Array(row.atlas),
    atlasColumns: row.atlasColumns,
    low: row.low,
    high: row.high,
    originals: float32From(row.originals),
  });
}
