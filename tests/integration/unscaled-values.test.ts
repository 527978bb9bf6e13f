import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';
import { python } from '../support/python.ts';

const writeArrays = `
import sys
import numpy as np
folder = sys.argv[1]
a = np.random.default_rng(0).random((200, 16))
np.save(f'{folder}/bytes as integers.npy', (a * 255).astype(np.int64))
np.save(f'{folder}/large.npy', (a * 1e20).astype(np.float32))
`;

const startSchema = z.object({ type: z.literal('sweep'), notes: z.array(z.string()) });

it.each([
  ['bytes as integers.npy', 'unit'],
  ['large.npy', 'unit'],
])('the note on the values of %s suggests a data set that trains without a note', (name, scale) =>
  inTemporaryFolder(async (folder) => {
    await python(writeArrays, folder);
    const sweep = async (dataset: string) => {
      const file = join(folder, 'spec.yaml');
      await writeFile(file, `version: 1\ndataset: ${dataset}\nmodel: { dimensions: [16, 4] }\ntraining: { epochs: 1 }\nbaselines: []\n`);
      const { exitCode, stdout } = await hourglass('sweep', file, '--workers', '1', '--json', '--home', join(folder, 'home'));
      const [start] = stdout.split('\n');
      return { exitCode, notes: startSchema.parse(JSON.parse(start ?? '')).notes };
    };
    const {
      notes: [sentence, ...others],
    } = await sweep(JSON.stringify({ train: join(folder, name) }));
    expect(others).toEqual([]);
    expect(sentence).toContain(name);
    expect(sentence).toContain(`(--scale ${scale})`);
    const suggested = /`dataset: (.*?)`/.exec(sentence ?? '')?.[1] ?? '';
    expect(await sweep(suggested)).toEqual({ exitCode: 0, notes: [] });
    if (!sentence?.includes('save these whole numbers as bytes (uint8)')) return;
    const saved = join(folder, 'bytes.npy');
    await python(`import sys, numpy as np; np.save(sys.argv[2], np.load(sys.argv[1]).astype(np.uint8))`, join(folder, name), saved);
    expect(await sweep(JSON.stringify({ train: saved }))).toEqual({ exitCode: 0, notes: [] });
  }),
);
