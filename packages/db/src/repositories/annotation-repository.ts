import type { Database, Queries } from '../client.ts';
import type { AnnotatedBy, Annotation, AnnotationRepository, FormerAnnotation } from '../contract/annotations.ts';
import { DbError } from '../errors.ts';
import { parseJson, stringsSchema } from '../json.ts';
import { toMillisecondsOrNull } from '../numbers.ts';
import { oneOf } from '../one-of.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { logEvents } from './event-log.ts';
import { findSweep } from './find.ts';

export function annotationRepository(database: Database): AnnotationRepository {
  return {
    annotate: (runs, annotation, by) => annotate(database, runs, annotation, by),
    annotateSweep: (sweep, annotation, by) => annotateSweep(database, sweep, annotation, by),
    restore: (former, by) => restore(database, former, by),
  };
}

interface AnnotatedRun {
  readonly key: number;
  readonly id: string;
  readonly sweepKey: number;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly name: string | null;
  readonly archivedAt: number | null;
}

async function annotate(
  database: Database,
  ids: readonly string[],
  annotation: Annotation,
  { source, onProgress }: AnnotatedBy,
): Promise<readonly FormerAnnotation[]> {
  await requireKnown(database.reader, ids);
  const actions = actionsOf(annotation).join(', ');
  const former = await writeInSlices(
    database,
    distinct(ids),
    async (transaction, slice) => {
      const runs = await readRuns(transaction, slice);
      await setFields(
        transaction,
        runs.map((run) => annotated(run, annotation)),
      );
      await logAnnotation(transaction, runs, actions, source);
      return runs.map((run) => formerOf(run, annotation));
    },
    { onProgress },
  );
  return Object.freeze(former.flat());
}

async function annotateSweep(
  database: Database,
  id: string,
  annotation: Pick<Annotation, 'addTags' | 'removeTags' | 'notes'>,
  { source }: Pick<AnnotatedBy, 'source'>,
): Promise<void> {
  await database.write(async (transaction) => {
    const { key } = await findSweep(transaction, id);
    const sweep = await transaction.sweep.findUniqueOrThrow({ where: { key }, select: { tags: true } });
    const tags = changedTags(parseJson(stringsSchema, sweep.tags), annotation);
    const { notes } = annotation;
    await transaction.sweep.update({
      where: { key },
      data: { tags: JSON.stringify(tags), ...(notes === undefined ? {} : { notes }) },
      select: { key: true },
    });
    const message = `The sweep was ${actionsOf(annotation).join(', ')}.`;
    await logEvents(transaction, [{ source, kind: 'sweep.annotated', message, sweepKey: key }]);
  });
}

async function restore(database: Database, former: readonly FormerAnnotation[], { source, onProgress }: AnnotatedBy): Promise<void> {
  await requireKnown(
    database.reader,
    former.map(({ run }) => run),
  );
  const byRun = new Map(former.map((one) => [one.run, one]));
  await writeInSlices(
    database,
    [...byRun.keys()],
    async (transaction, slice) => {
      const runs = await readRuns(transaction, slice);
      await setFields(
        transaction,
        runs.map((run) => ({ ...run, ...definedFields(byRun.get(run.id)) })),
      );
      await logAnnotation(transaction, runs, 'restored to their earlier tags, notes and names', source);
    },
    { onProgress },
  );
}

/** @throws DbError NOT_FOUND */
async function requireKnown(queries: Queries, ids: readonly string[]): Promise<void> {
  const rows = await queries.$queryRaw<readonly { readonly id: string }[]>`
    SELECT "id" FROM "Run" WHERE "id" IN ${oneOf(ids)} AND "deletedAt" IS NULL`;
  const known = new Set(rows.map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new DbError('NOT_FOUND', `There is no run with the id ${unknown.slice(0, 5).join(', ')}. Nothing was changed.`);
  }
}

interface Row extends Omit<AnnotatedRun, 'tags' | 'archivedAt'> {
  readonly tags: string;
  readonly archivedAt: bigint | null;
}

async function readRuns(queries: Queries, ids: readonly string[]): Promise<readonly AnnotatedRun[]> {
  const rows = await queries.$queryRaw<readonly Row[]>`
    SELECT "Run"."key", "Run"."id", "sweepKey", "tags", "notes", "name", "archivedAt"
    FROM json_each(${JSON.stringify(ids)}) AS "requested" CROSS JOIN "Run" ON "Run"."id" = "requested"."value"
    WHERE "deletedAt" IS NULL
    ORDER BY "requested"."key"`;
  return rows.map((row) => ({ ...row, tags: parseJson(stringsSchema, row.tags), archivedAt: toMillisecondsOrNull(row.archivedAt) }));
}

function annotated(run: AnnotatedRun, annotation: Annotation): AnnotatedRun {
  const { notes, name, isArchived } = annotation;
  return {
    ...run,
    tags: changedTags(run.tags, annotation),
    ...(notes === undefined ? {} : { notes }),
    ...(name === undefined ? {} : { name }),
    ...(isArchived === undefined ? {} : { archivedAt: isArchived ? Date.now() : null }),
  };
}

function changedTags(tags: readonly string[], { addTags = [], removeTags = [] }: Annotation): readonly string[] {
  if (addTags.length + removeTags.length === 0) return tags;
  return sortedTags([...tags.filter((tag) => !removeTags.includes(tag)), ...addTags]);
}

/** Returns the distinct tags in alphabetical order. */
function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort();
}

/** Executes three statements for any number of runs. Tags are stored both in RunTag and in the run's row. */
async function setFields(transaction: Queries, runs: readonly AnnotatedRun[]): Promise<void> {
  const rows = JSON.stringify(runs);
  await transaction.$executeRaw`
    UPDATE "Run" SET
      "tags" = "given"."value" ->> 'tags', "notes" = "given"."value" ->> 'notes', "name" = "given"."value" ->> 'name',
      "archivedAt" = "given"."value" ->> 'archivedAt'
    FROM json_each(${rows}) AS "given" WHERE "Run"."key" = "given"."value" ->> 'key'`;
  await transaction.$executeRaw`
    DELETE FROM "RunTag" WHERE "runKey" IN (SELECT "value" ->> 'key' FROM json_each(${rows}))`;
  await transaction.$executeRaw`
    INSERT INTO "RunTag" ("runKey", "tag")
    SELECT "given"."value" ->> 'key', "tag"."value"
    FROM json_each(${rows}) AS "given", json_each("given"."value" -> 'tags') AS "tag"`;
}

function formerOf(run: AnnotatedRun, { addTags = [], removeTags = [], notes, name, isArchived }: Annotation): FormerAnnotation {
  return Object.freeze({
    run: run.id,
    ...(addTags.length + removeTags.length === 0 ? {} : { tags: run.tags }),
    ...(notes === undefined ? {} : { notes: run.notes }),
    ...(name === undefined ? {} : { name: run.name }),
    ...(isArchived === undefined ? {} : { archivedAt: run.archivedAt }),
  });
}

/** The fields of an annotation to restore. */
function definedFields(former: FormerAnnotation | undefined): Partial<AnnotatedRun> {
  const { tags, notes, name, archivedAt } = former ?? {};
  return {
    ...(tags === undefined ? {} : { tags: sortedTags(tags) }),
    ...(notes === undefined ? {} : { notes }),
    ...(name === undefined ? {} : { name }),
    ...(archivedAt === undefined ? {} : { archivedAt }),
  };
}

/**
 * Appends one event per sweep for any number of runs, because a bulk change is one user action. The event references the run if there is
 * only one.
 */
async function logAnnotation(
  transaction: Queries,
  runs: readonly AnnotatedRun[],
  action: string,
  source: AnnotatedBy['source'],
): Promise<void> {
  const events = [...Map.groupBy(runs, ({ sweepKey }) => sweepKey)].map(([sweepKey, of]) => {
    const [first] = of;
    const isOne = of.length === 1 && first !== undefined;
    return {
      source,
      kind: 'run.annotated',
      message: `${isOne ? 'The run was' : `${of.length} runs were`} ${action}.`,
      data: { runs: of.map(({ id }) => id) },
      sweepKey,
      ...(isOne ? { runKey: first.key } : {}),
    };
  });
  await logEvents(transaction, events);
}

function actionsOf({ addTags = [], removeTags = [], notes, name, isArchived }: Annotation): readonly string[] {
  return [
    ...(addTags.length === 0 ? [] : [`tagged ${[...new Set(addTags)].join(', ')}`]),
    ...(removeTags.length === 0 ? [] : [`untagged ${removeTags.join(', ')}`]),
    ...(notes === undefined ? [] : [notes === null ? 'cleared of notes' : 'given notes']),
    ...(name === undefined ? [] : [name === null ? 'cleared of a name' : `named ${name}`]),
    ...(isArchived === undefined ? [] : [isArchived ? 'archived' : 'unarchived']),
  ];
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
