import { configurationHash } from '@hourglass/sweeps';
import type { Connection } from '../driver/connection.ts';
import { readSpecifiedParameters } from './specified-parameters.ts';

interface RunRow {
  readonly key: number;
  readonly parameters: string;
}

const rowsAtOnce = 500;

/**
 * Numbers the runs that a home has, and their configurations, in the order of their creation. Deleted runs that can be restored are numbered, too.
 */
export function numberRuns(connection: Connection): void {
  const select = connection.prepare<[number, number], RunRow>(
    `SELECT "key", "parameters" FROM "Run" WHERE "key" > ? AND "kind" = 'run' ORDER BY "key" LIMIT ?`,
  );
  const add = connection.prepare<[{ readonly hash: string }]>(
    `INSERT INTO "Configuration" ("hash") SELECT @hash WHERE NOT EXISTS (SELECT 1 FROM "Configuration" WHERE "hash" = @hash)`,
  );
  const set = connection.prepare(
    `UPDATE "Run" SET "number" = ?, "configurationKey" = (SELECT "key" FROM "Configuration" WHERE "hash" = ?) WHERE "key" = ?`,
  );
  const specifiedParameters = readSpecifiedParameters(connection);
  let number = 0;
  let after = 0;
  let rows: readonly RunRow[] = [];
  do {
    rows = select.all(after, rowsAtOnce);
    for (const row of rows) {
      after = row.key;
      const hash = configurationHash(specifiedParameters(row));
      add.run({ hash });
      set.run(++number, hash, row.key);
    }
  } while (rows.length > 0);
  connection.prepare(`INSERT INTO "Setting" ("key", "value") VALUES ('lastRunNumber', ?)`).run(`${number}`);
}
