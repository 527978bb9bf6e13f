import { createHash } from 'node:crypto';
import type { Store } from '../contract/store.ts';
import { type Connection, openWriter } from '../driver/connection.ts';
import { homeLayout } from '../home.ts';
import { newId } from '../identifiers.ts';
import { generateRuns } from './generate-runs.ts';

export interface GenerateSweepsOptions {
  readonly sweeps: number;
  /** At most 200. */
  readonly runsPerSweep: number;
}

/**
 * Fills an empty home with many sweeps of equally many trained runs within seconds. Trains one sweep through the repositories, then copies
 * its rows in all tables under new ids, names, times and costs.
 */
export async function generateSweeps(store: Store, { sweeps, runsPerSweep }: GenerateSweepsOptions): Promise<void> {
  await generateRuns(store, { runs: runsPerSweep, runsPerSweep });
  const connection = await openWriter(homeLayout({ home: store.home }).database);
  try {
    connection.pragma('synchronous = OFF');
    connection.function('new_id', { deterministic: false }, newId);
    connection.function('fingerprint_of', { deterministic: true }, (text) => createHash('sha256').update(String(text)).digest('hex'));
    connection.transaction(() => copyFirstSweep(connection, sweeps - 1))();
  } finally {
    connection.close();
  }
}

/** Key columns that SQLite assigns to each copied row, because no other table refers to them. */
const ownNumbers: Readonly<Record<string, readonly string[]>> = { Event: ['id'], LogLine: ['id'], Checkpoint: ['key'] };

function copyFirstSweep(connection: Connection, copies: number): void {
  const pluck = (sql: string) => Number(connection.prepare<[], number>(sql).pluck().get());
  const strides = {
    sweep: pluck('SELECT MAX("key") - MIN("key") + 1 FROM "Sweep"'),
    run: pluck('SELECT MAX("key") - MIN("key") + 1 FROM "Run"'),
  };
  const tables = connection
    .prepare<[], string>(
      `SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%' AND "name" NOT LIKE '\\_%' ESCAPE '\\'`,
    )
    .pluck()
    .all();
  connection.pragma('defer_foreign_keys = ON');
  connection.exec(`UPDATE "Sweep" SET "name" = 'Generated 00001'`);
  for (const table of ['Sweep', 'Run', ...tables.filter((name) => name !== 'Sweep' && name !== 'Run')]) {
    const columns = connection
      .prepare<[string], string>('SELECT "name" FROM pragma_table_info(?)')
      .pluck()
      .all(table)
      .filter((column) => ownNumbers[table]?.includes(column) !== true);
    const isOfSweep = table === 'Sweep' || columns.some((column) => column === 'sweepKey' || column === 'runKey');
    if (!isOfSweep) continue;
    const names = columns.map((column) => `"${column}"`).join(', ');
    const values = columns.map((column) => copied(table, column, strides)).join(', ');
    connection.exec(`
      WITH RECURSIVE "copy"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "copy" WHERE "n" < ${copies})
      INSERT INTO "${table}" (${names}) SELECT ${values} FROM "copy" CROSS JOIN (SELECT * FROM "${table}") AS "row"`);
  }
  // The next run that the repositories insert follows the copies.
  connection.exec(`UPDATE "Setting" SET "value" = (SELECT MAX("number") FROM "Run") WHERE "key" = 'lastRunNumber'`);
}

/** The value of a column in the n-th copy. Times differ by one second and costs by a millionth, so that no two sweeps are equal. */
function copied(table: string, column: string, strides: { readonly sweep: number; readonly run: number }): string {
  const value = `"row"."${column}"`;
  if (column === 'sweepKey' || (table === 'Sweep' && column === 'key')) return `${value} + "n" * ${strides.sweep}`;
  if (column === 'runKey' || (table === 'Run' && (column === 'key' || column === 'number'))) return `${value} + "n" * ${strides.run}`;
  if (column === 'id') return 'new_id()';
  if (table === 'Sweep' && column === 'name') return `'Generated ' || printf('%05d', "n" + 1)`;
  if (table === 'Sweep' && column === 'fingerprint') return `fingerprint_of(${value} || "n")`;
  if (column === 'createdAt' || column === 'updatedAt') return `${value} + 1000 * "n"`;
  if (/Cost$/.test(column)) return `${value} * (1 + "n" / 1e6)`;
  if (table === 'RunValue' && column === 'number') return `iif("row"."key" LIKE '%Cost', ${value} * (1 + "n" / 1e6), ${value})`;
  return value;
}
