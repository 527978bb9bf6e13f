import { z } from 'zod';
import type { Database, Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import { type LogLine, type LogRepository, logLevels } from '../contract/logs.ts';
import { toMilliseconds } from '../numbers.ts';
import { findRun } from './find.ts';

/** The maximum number of stored lines per run, and the maximum length of a line. */
const maxLines = 2_000;
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
  // Earlier lines would exceed the limit and be deleted below.
  const rows = lines.slice(-maxLines).map(({ level, message, time }) => [time, level, message.slice(0, longestLine)]);
  if (rows.length === 0) return;
  // The condition skips the insert if the run has been deleted from the database.
  await transaction.$executeRaw`
    INSERT INTO "LogLine" ("runKey", "attempt", "time", "level", "message")
    SELECT ${key}, ${attempt}, "value" ->> 0, "value" ->> 1, "value" ->> 2 FROM json_each(${JSON.stringify(rows)})
    WHERE EXISTS (SELECT 1 FROM "Run" WHERE "Run"."key" = ${key})
    ORDER BY "json_each"."key"`;
  await transaction.$executeRaw`
    DELETE FROM "LogLine" WHERE "runKey" = ${key}
      AND "id" <= (SELECT "id" FROM "LogLine" WHERE "runKey" = ${key} ORDER BY "id" DESC LIMIT 1 OFFSET ${maxLines})`;
}
