import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../../../..');

/** The packages of this project whose code affects a run's result. */
const members = ['apps/trainer', 'packages/datasets', 'packages/db', 'packages/engine', 'packages/model', 'packages/sweeps'];

const manifestSchema = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).default({}) });

/** The installed version of everything that they depend on, by name, and the project's own. */
export async function packageVersions(): Promise<Readonly<Record<string, string>>> {
  const { version } = await readManifest(root);
  const installed = await Promise.all(members.map(versionsIn));
  const sorted = installed.flat().sort(([a], [b]) => a.localeCompare(b));
  return { hourglass: version, ...Object.fromEntries(sorted) };
}

async function versionsIn(member: string): Promise<readonly (readonly [string, string])[]> {
  const folder = join(root, member);
  const { dependencies } = await readManifest(folder);
  const names = Object.keys(dependencies).filter((name) => !name.startsWith('@hourglass/'));
  return Promise.all(names.map(async (name) => [name, (await readManifest(join(folder, 'node_modules', name))).version] as const));
}

async function readManifest(folder: string): Promise<z.output<typeof manifestSchema>> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
}
