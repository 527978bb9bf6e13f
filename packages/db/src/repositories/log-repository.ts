import { z } from 'zod';
import type { Database, Queries } from '../client.ts';
import { toMilliseconds } from '../numbers.ts';
import { type Claim, type LogLine, type LogRepository, logLevels } from '../store.ts';
import { findRun } from './find.ts';

/** Lines kept of each run, and how long one may be. */
const mostLines = 2_000;
const longestLine = 8_000;

const levelSchema = z.enum(logLevels);

export function logRepository(database: Database): LogRepository {
  return {
    append: (claim, lines) => database.write((transaction) => append(transaction, claim, lines), { durability: 'process' }),

    async ofRun(run, { after = 0, limit }) {
      const { key } = await findRun(database.reader, run);
      const newestFirst = await database.reader.logLine.findMany({
        where: { runKey: key, id: { gt: after } },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return Object.freeze(
        newestFirst
          .toReversed()
          .map(({ id, attempt, time, level, message }) =>
            Object.freeze({ id, attempt, time: toMilliseconds(time), level: levelSchema.parse(level), message }),
          ),
      );
    },
  };
}

async function append(
  transaction: Queries,
  { key, attempt }: Claim,
  lines: readonly Pick<LogLine, 'level' | 'message' | 'time'>[],
): Promise<void> {
  // Deleted since: there is no log to write to.
  if ((await transaction.run.count({ where: { key } })) === 0) return;
  for (const { level, message, time } of lines) {
    const data = { runKey: key, attempt, time: BigInt(time), level, message: message.slice(0, longestLine) };
    await transaction.logLine.create({ data, select: { id: true } });
  }
  const oldest = await transaction.logLine.findFirst({
    where: { runKey: key },
    orderBy: { id: 'desc' },
    skip: mostLines,
    select: { id: true },
  });
  if (oldest !== null) await transaction.logLine.deleteMany({ where: { runKey: key, id: { lte: oldest.id } } });
}
