import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '@hourglass/datasets';

/** Writes real MNIST for the peers as raw arrays, in the split that Hourglass uses. */
export async function writeData(folder: string): Promise<void> {
  const { train, validation, test, mean, probeSet } = await loadDataset('mnist');
  await mkdir(folder, { recursive: true });
  for (const [name, { values }] of Object.entries({ train, validation, test })) await writeFile(join(folder, `${name}.u8`), values);
  await writeFile(join(folder, 'mean.f32'), mean);
  await writeFile(join(folder, 'probes.i32'), probeSet.indices);
}
