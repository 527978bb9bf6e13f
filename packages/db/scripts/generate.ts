import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * Generates the Prisma client, and the migrations as a module that is bundled with the program. Disables Prisma's downloads and telemetry.
 */

const root = join(import.meta.dirname, '..');
const generated = join(root, 'src', 'generated');

/**
 * Publishes each file whose content has changed by one rename, and leaves the others: a process that loads the client meanwhile finds every file.
 */
function publish(from: string, to: string): void {
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(from, name)).isFile());
  for (const name of names) {
    const target = join(to, name);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target) || !readFileSync(target).equals(readFileSync(join(from, name)))) renameSync(join(from, name), target);
  }
  for (const name of existsSync(to) ? readdirSync(to, { recursive: true, encoding: 'utf8' }) : []) {
    const path = join(to, name);
    if (statSync(path).isFile() && !names.includes(name)) rmSync(path);
  }
}

function generateClient(folder: string): void {
  const schema = readFileSync(join(root, 'prisma', 'schema.prisma'), 'utf8').replace('"../src/generated/prisma"', '"./prisma"');
  writeFileSync(join(folder, 'schema.prisma'), schema);
  const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(dirname(prismaPackage), 'build', 'index.js'), 'generate', '--no-hints', '--schema', join(folder, 'schema.prisma')],
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
  rmSync(join(folder, 'schema.prisma'));
}

function generateMigrations(folder: string): void {
  const source = join(root, 'prisma', 'migrations');
  const names = readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrations = names.map((name) => ({ name, sql: readFileSync(join(source, name, 'migration.sql'), 'utf8') }));
  const module = [
    '// Generated from prisma/migrations by scripts/generate.ts.',
    `export const generatedMigrations: readonly { readonly name: string; readonly sql: string }[] = ${JSON.stringify(migrations, null, 2)};`,
    '',
  ].join('\n');
  writeFileSync(join(folder, 'migrations.ts'), module);
}

// On the same disk as its destination.
const staging = mkdtempSync(join(root, 'node_modules', '.generated-'));
try {
  generateClient(staging);
  generateMigrations(staging);
  publish(staging, generated);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
