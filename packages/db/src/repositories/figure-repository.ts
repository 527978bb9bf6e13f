import { figureKinds, figureLayoutSchema } from '@hourglass/sweeps/figures';
import { z } from 'zod';
import type { Database, Queries } from '../client.ts';
import type { Figure, FigureRepository, NewFigure } from '../contract/figures.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { parseJson } from '../json.ts';
import { findRun } from './find.ts';
import { findProbeSet } from './probe-sets.ts';

const related = {
  blob: true,
  probeSet: { select: { id: true } },
  run: { select: { id: true, state: true } },
} as const satisfies Prisma.FigureInclude;

type Row = Prisma.FigureGetPayload<{ include: typeof related }>;

const kindSchema = z.enum(figureKinds);
const formatSchema = z.enum(['png', 'float32']);

export function figureRepository({ reader }: Database): FigureRepository {
  return {
    async list(run) {
      const { key } = await findRun(reader, run);
      const figures = (await reader.figure.findMany({ where: { runKey: key }, include: related })).map(toFigure);
      return Object.freeze(figures.toSorted((a, b) => figureKinds.indexOf(a.kind) - figureKinds.indexOf(b.kind)));
    },

    async get(run, kind) {
      const { key, id } = await findRun(reader, run);
      const row = await reader.figure.findUnique({ where: { runKey_kind: { runKey: key, kind } }, include: related });
      if (row === null) throw new DbError('NOT_FOUND', `Run ${id} has no figure "${kind}".`);
      return toFigure(row);
    },
  };
}

function toFigure({ blob, probeSet, run, ...row }: Row): Figure {
  return Object.freeze({
    run: run.id,
    kind: kindSchema.parse(row.kind),
    epoch: row.epoch,
    probeSet: probeSet.id,
    layout: parseJson(figureLayoutSchema, row.layout),
    format: formatSchema.parse(row.format),
    low: row.low,
    high: row.high,
    clippedPixels: row.clippedPixels,
    samples: Object.freeze({ hash: blob.hash, bytes: Number(blob.bytes) }),
    isFinal: run.state === 'complete' || run.state === 'pruned',
  });
}

/** Adds a figure whose file is already on disk, or replaces the one of this kind. */
export async function addFigure(
  transaction: Queries,
  runKey: number,
  { kind, probeSet, samples, layout, ...rest }: NewFigure,
): Promise<void> {
  const { key: probeSetKey } = await findProbeSet(transaction, probeSet);
  const data = { ...rest, probeSetKey, layout: JSON.stringify(layout), blobHash: samples.hash, createdAt: BigInt(Date.now()) };
  await transaction.figure.upsert({
    where: { runKey_kind: { runKey, kind } },
    create: { runKey, kind, ...data },
    update: data,
    select: { runKey: true },
  });
}
