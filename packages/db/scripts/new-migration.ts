import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { migrate } from '../src/migrations/migrate.ts';
import { migrations } from '../src/migrations/migration.ts';
import { differenceToSchema } from '../src/testing/schema-engine.ts';

/*
 * Writes a migration from the existing migrations to prisma/schema.prisma. Review, complete and test the result:
 *   npm run generate && npm run new-migration -- <what_it_does> && npm run generate
 */

const prisma = join(import.meta.dirname, '..', 'prisma');
const what = process.argv[2] ?? '';
if (!/^[a-z0-9_]+$/.test(what)) {
  throw new Error(`The migration needs a name of small letters, digits and underscores; it was ${JSON.stringify(what)}.`);
}
const database = new SqliteDatabase(':memory:');
await migrate(database, migrations);
const sql = await differenceToSchema(database, readFileSync(join(prisma, 'schema.prisma'), 'utf8'));
if (sql === '') {
  throw new Error('prisma/schema.prisma matches the migrations, so there is nothing to migrate.');
}
const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
const folder = join(prisma, 'migrations', `${timestamp}_${what}`);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'migration.sql'), `${sql}\n`);
process.stdout.write(`Wrote ${join(folder, 'migration.sql')}.\n`);
