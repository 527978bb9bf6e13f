import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * Generates the Prisma client, and the migrations as a module that is bundled with the program. Disables Prisma's downloads and telemetry.
 */

const root = join(import.meta.dirname, '..');

function generateClient(): void {
  const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(dirname(prismaPackage), 'build', 'index.js'), 'generate', '--no-hints'],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        // `generate` does not use the schema engine, but downloads one unless this names a program that answers `--version`, as Node does.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  if (status !== 0) {
    throw new Error(`\`prisma generate\` failed:\n${stdout}${stderr}`);
  }
}

function generateMigrations(): void {
  const folder = join(root, 'prisma', 'migrations');
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrations = names.map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
  const module = [
    '// Generated from prisma/migrations by scripts/generate.ts.',
    `export const generatedMigrations: readonly { readonly name: string; readonly sql: string }[] = ${JSON.stringify(migrations, null, 2)};`,
    '',
  ].join('\n');
  mkdirSync(join(root, 'src', 'generated'), { recursive: true });
  writeFileSync(join(root, 'src', 'generated', 'migrations.ts'), module);
}

generateClient();
generateMigrations();
