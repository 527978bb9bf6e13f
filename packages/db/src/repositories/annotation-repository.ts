import type { Database, Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import { parseJson, stringsSchema } from '../json.ts';
import type { Annotation, AnnotationRepository, NewEvent } from '../store.ts';
import { appendEvents } from './event-log.ts';

export function annotationRepository(database: Database): AnnotationRepository {
  return {
    annotate: (runs, annotation, source) => database.write((transaction) => annotate(transaction, runs, annotation, source)),
  };
}

interface AnnotatedRun {
  readonly key: number;
  readonly id: string;
  readonly sweepKey: number;
  readonly tags: string;
}

async function annotate(transaction: Queries, ids: readonly string[], annotation: Annotation, source: NewEvent['source']): Promise<number> {
  const runs = await transaction.run.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    select: { key: true, id: true, sweepKey: true, tags: true },
    orderBy: { key: 'asc' },
  });
  const unknown = ids.filter((id) => !runs.some((run) => run.id === id));
  if (unknown.length > 0) {
    throw new DbError('NOT_FOUND', `There is no run with the id ${unknown.slice(0, 5).join(', ')}. Nothing was changed.`);
  }
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
  await tell(transaction, runs, annotation, source);
  return runs.length;
}

async function changeTags(
  transaction: Queries,
  runs: readonly AnnotatedRun[],
  { addTags = [], removeTags = [] }: Annotation,
): Promise<void> {
  if (addTags.length + removeTags.length === 0) return;
  for (const { key, tags } of runs) {
    const kept = parseJson(stringsSchema, tags).filter((tag) => !removeTags.includes(tag));
    const next = [...new Set([...kept, ...addTags])].sort();
    await transaction.run.update({ where: { key }, data: { tags: JSON.stringify(next) }, select: { key: true } });
    await transaction.runTag.deleteMany({ where: { runKey: key } });
    await transaction.runTag.createMany({ data: next.map((tag) => ({ runKey: key, tag })) });
  }
}

/** One event a sweep, however many runs: a thousand at once are one thing that a person did. It names the run where it is one. */
async function tell(
  transaction: Queries,
  runs: readonly AnnotatedRun[],
  annotation: Annotation,
  source: NewEvent['source'],
): Promise<void> {
  const bySweep = Map.groupBy(runs, ({ sweepKey }) => sweepKey);
  for (const [sweepKey, of] of bySweep) {
    const [first] = of;
    const who = of.length === 1 ? 'The run' : `${of.length} runs`;
    const event = {
      source,
      kind: 'run.annotated',
      message: `${who} ${of.length === 1 ? 'was' : 'were'} ${deeds(annotation).join(', ')}.`,
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
