import type { Database, Queries } from '../client.ts';
import type { Annotation, AnnotationRepository, FormerAnnotation } from '../contract/annotations.ts';
import type { NewEvent } from '../contract/events.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { parseJson, stringsSchema } from '../json.ts';
import { toMillisecondsOrNull } from '../numbers.ts';
import { appendEvents } from './event-log.ts';

export function annotationRepository(database: Database): AnnotationRepository {
  return {
    annotate: (runs, annotation, source) => database.write((transaction) => annotate(transaction, runs, annotation, source)),
    restore: (former, source) => database.write((transaction) => restore(transaction, former, source)),
  };
}

const selection = { key: true, id: true, sweepKey: true, tags: true, notes: true, name: true, archivedAt: true } as const;

type AnnotatedRun = Prisma.RunGetPayload<{ select: typeof selection }>;

/** @throws DbError NOT_FOUND */
async function findAll(transaction: Queries, ids: readonly string[]): Promise<readonly AnnotatedRun[]> {
  const runs = await transaction.run.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    select: selection,
    orderBy: { key: 'asc' },
  });
  const known = new Set(runs.map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new DbError('NOT_FOUND', `There is no run with the id ${unknown.slice(0, 5).join(', ')}. Nothing was changed.`);
  }
  return runs;
}

async function annotate(
  transaction: Queries,
  ids: readonly string[],
  annotation: Annotation,
  source: NewEvent['source'],
): Promise<readonly FormerAnnotation[]> {
  const runs = await findAll(transaction, ids);
  await changeTags(transaction, runs, annotation);
  const { notes, name, isArchived } = annotation;
  await transaction.run.updateMany({
    where: { key: { in: runs.map(({ key }) => key) } },
    data: {
      ...(notes === undefined ? {} : { notes }),
      ...(name === undefined ? {} : { name }),
      ...(isArchived === undefined ? {} : { archivedAt: isArchived ? BigInt(Date.now()) : null }),
    },
  });
  await tell(transaction, runs, deeds(annotation).join(', '), source);
  return Object.freeze(runs.map((run) => formerOf(run, annotation)));
}

function formerOf(run: AnnotatedRun, { addTags = [], removeTags = [], notes, name, isArchived }: Annotation): FormerAnnotation {
  return Object.freeze({
    run: run.id,
    ...(addTags.length + removeTags.length === 0 ? {} : { tags: parseJson(stringsSchema, run.tags) }),
    ...(notes === undefined ? {} : { notes: run.notes }),
    ...(name === undefined ? {} : { name: run.name }),
    ...(isArchived === undefined ? {} : { archivedAt: toMillisecondsOrNull(run.archivedAt) }),
  });
}

async function restore(transaction: Queries, former: readonly FormerAnnotation[], source: NewEvent['source']): Promise<void> {
  const runs = await findAll(
    transaction,
    former.map(({ run }) => run),
  );
  const keys = new Map(runs.map(({ id, key }) => [id, key]));
  // Most of them carried the same.
  for (const same of Map.groupBy(former, ({ run: _, ...fields }) => JSON.stringify(fields)).values()) {
    const [{ run: _, tags, archivedAt, ...texts } = { run: '' }]: readonly FormerAnnotation[] = same;
    const of = same.flatMap(({ run }) => keys.get(run) ?? []);
    await transaction.run.updateMany({
      where: { key: { in: of } },
      data: { ...texts, ...(archivedAt === undefined ? {} : { archivedAt: archivedAt === null ? null : BigInt(archivedAt) }) },
    });
    if (tags !== undefined) for (const key of of) await setTags(transaction, key, tags);
  }
  await tell(transaction, runs, 'given back what they carried before', source);
}

async function changeTags(
  transaction: Queries,
  runs: readonly AnnotatedRun[],
  { addTags = [], removeTags = [] }: Annotation,
): Promise<void> {
  if (addTags.length + removeTags.length === 0) return;
  for (const { key, tags } of runs) {
    const kept = parseJson(stringsSchema, tags).filter((tag) => !removeTags.includes(tag));
    await setTags(transaction, key, [...new Set([...kept, ...addTags])].sort());
  }
}

async function setTags(transaction: Queries, key: number, tags: readonly string[]): Promise<void> {
  await transaction.run.update({ where: { key }, data: { tags: JSON.stringify(tags) }, select: { key: true } });
  await transaction.runTag.deleteMany({ where: { runKey: key } });
  await transaction.runTag.createMany({ data: tags.map((tag) => ({ runKey: key, tag })) });
}

/** One event a sweep, however many runs: a thousand at once are one thing that a person did. It names the run where it is one. */
async function tell(transaction: Queries, runs: readonly AnnotatedRun[], deed: string, source: NewEvent['source']): Promise<void> {
  const bySweep = Map.groupBy(runs, ({ sweepKey }) => sweepKey);
  for (const [sweepKey, of] of bySweep) {
    const [first] = of;
    const who = of.length === 1 ? 'The run' : `${of.length} runs`;
    const event = {
      source,
      kind: 'run.annotated',
      message: `${who} ${of.length === 1 ? 'was' : 'were'} ${deed}.`,
      data: { runs: of.map(({ id }) => id) },
    };
    await appendEvents(transaction, sweepKey, [of.length === 1 && first !== undefined ? { ...event, runKey: first.key } : event]);
  }
}

function deeds({ addTags = [], removeTags = [], notes, name, isArchived }: Annotation): readonly string[] {
  return [
    ...(addTags.length === 0 ? [] : [`tagged ${[...new Set(addTags)].join(', ')}`]),
    ...(removeTags.length === 0 ? [] : [`untagged ${removeTags.join(', ')}`]),
    ...(notes === undefined ? [] : [notes === null ? 'cleared of notes' : 'given notes']),
    ...(name === undefined ? [] : [name === null ? 'cleared of a name' : `named ${name}`]),
    ...(isArchived === undefined ? [] : [isArchived ? 'archived' : 'taken back from the archive']),
  ];
}
