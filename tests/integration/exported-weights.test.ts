import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hourglass, inTemporaryFolder, root } from '../support/hourglass.ts';
import { python } from '../support/python.ts';

const writeSamples = `
import sys
import numpy as np
np.save(sys.argv[1], np.random.default_rng(0).integers(0, 256, (120, 4, 3), dtype=np.uint8))
`;

it.each(['tied: true, activation: tanh', 'tied: false, activation: elu, outputActivation: linear'])(
  'NumPy reproduces exported reconstructions with the code of the manual, with %s',
  {
    timeout: 300_000,
  },
  (model) =>
    inTemporaryFolder(async (folder) => {
      await python(writeSamples, join(folder, 'samples.npy'));
      const spec = join(folder, 'spec.yaml');
      await writeFile(
        spec,
        `version: 1\nname: Exported\ndataset: samples.npy\nmodel: { dimensions: [12, 6, 3], ${model} }\ntraining: { batchSize: 10, epochs: 3 }\nbaselines: []\n`,
      );
      const at = ['--home', join(folder, 'home')];
      expect(await hourglass('sweep', spec, '--workers', '1', ...at)).toMatchObject({ exitCode: 0 });
      const [run] = JSON.parse((await hourglass('runs', 'ls', '--json', ...at)).stdout) as readonly { readonly id: string }[];
      const files = ['weights.npz', 'originals.npy', 'reconstructions.npy'].map((name) => join(folder, name));
      const flags = ['--weights', '--originals', '--reconstructions'].flatMap((flag, index) => [flag, files[index] ?? '']);
      expect(await hourglass('runs', 'export', run?.id ?? '', ...flags, ...at)).toMatchObject({ exitCode: 0 });
      const manual = await readFile(join(root, 'docs/sweeps.md'), 'utf8');
      const [, program = ''] = /exported-weights\.test\.ts -->\n```python\n([\s\S]*?)```/.exec(manual) ?? [];
      const difference = Number(await python(`import os\nos.chdir(${JSON.stringify(folder)})\n${program}`));
      expect(difference).toBeLessThan(1e-5);
    }),
);
