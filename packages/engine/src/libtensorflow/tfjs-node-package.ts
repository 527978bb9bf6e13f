import { readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { z } from 'zod';

export interface TfjsNodePackage {
  readonly folder: string;
  readonly version: string;
}

/** The installed @tensorflow/tfjs-node, without loading it. */
export async function tfjsNodePackage(): Promise<TfjsNodePackage> {
  const manifest = await realpath(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(manifest, 'utf8')));
  return { folder: dirname(manifest), version };
}
