import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { present } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, root } from '../support/hourglass.ts';
import { python } from '../support/python.ts';

/** 120 samples of 12 values, whose columns differ in size and position. */
const writeSamples = `
import sys
import numpy as np
source = np.random.default_rng(0)
if sys.argv[2] == 'bytes':
    samples = source.integers(0, 256, (120, 4, 3), dtype=np.uint8)
else:
    samples = ((source.random((120, 12)) - 100 * source.random(12)) * 10.0 ** np.arange(-6, 6)).astype(np.float32)
np.save(sys.argv[1], samples)
np.save(sys.argv[1].replace('samples', 'expected'), samples[-12:])
`;

/** The largest difference of samples from the exported reconstructions, relative to the scale of each value. */
const largestDifference = `
import sys
import numpy as np
folder = sys.argv[1]
z = np.load(f'{folder}/weights.npz')
import json
scale = json.loads(str(z['metadata']))['data']['divisor'] * z['data/factor']
expected = np.load(f'{folder}/reconstructions.npy').reshape(12, -1)
print(max((np.abs(np.load(f'{folder}/{name}').reshape(12, -1) - expected) / (scale + np.abs(expected))).max() for name in sys.argv[2:]))
print(np.load(f'{folder}/codes.npy').shape)
`;

/** Whether exported samples are the expected ones to the precision of float32, and their type. */
const compareSamples = `
import sys
import numpy as np
folder = sys.argv[1]
expected = np.load(f'{folder}/expected.npy').reshape(12, -1).astype(np.float64)
exported = np.load(f'{folder}/originals.npy')
difference = np.abs(exported.reshape(12, -1) - expected)
print((difference <= 2.4e-7 * np.abs(expected) + 1e-7 * np.ptp(expected, axis=0)).all(), exported.dtype)
`;

/** Whether generated samples have the shape of samples, keep their codes when more are drawn, and lie in the range of bytes. */
const compareGenerated = `
import sys
import numpy as np
nine, five = (np.load(f'{sys.argv[1]}/{name}.npy') for name in ('nine', 'five'))
print(nine.shape, np.allclose(nine[:5], five, rtol=1e-4), nine.min() >= 0 and 1 < nine.max() <= 255)
`;

/** The code of samples by their encoder, from the codes and the weights alone: one convolution with stride 2, and one layer for each position. */
const repeatQuantized = `
import json
import sys
import numpy as np
folder = sys.argv[1]
load = lambda name: np.load(f'{folder}/{name}.npy')
z = np.load(f'{folder}/weights.npz')
metadata = json.loads(str(z['metadata']))
codes, encoded = load('codes'), load('encoded')
stage, vector = metadata['encoder']
data = metadata['data']
x = (load('originals').reshape(-1, data['sampleSize']) - z['data/offset']) / z['data/factor'] / data['divisor'] - z['data/mean']
height, width, _ = stage['output']
w = z[stage['weights']]
# Of images of 4 x 3 values, SAME pads one row below, and one column on either side.
image = np.pad(x.reshape(-1, 4, 3), ((0, 0), (0, 1), (1, 1)))
hidden = np.stack([np.stack([np.einsum('nij,ijo->no', image[:, 2 * r:2 * r + 3, 2 * c:2 * c + 3], w[:, :, 0]) for c in range(width)], 1) for r in range(height)], 1)
hidden = np.maximum(hidden + z[stage['biases']], 0)
vectors = hidden @ z[vector['weights']] + z[vector['biases']]
book = z[metadata['code']['codebook']]
nearest = ((vectors[..., None, :] - book) ** 2).sum(-1).argmin(-1).reshape(len(x), -1)
print((nearest == encoded).all())
print((codes == encoded).all() and vector['output'] == [height, width, 3])
print(np.abs(load('decoded') - load('reconstructions')).max() < 1e-3)
print(encoded.shape, book.shape)
`;

/** Codes and reconstructions of a recurrent network, step by step, from its weights and their description. */
const repeatRecurrent = `
import json
import sys
import numpy as np
folder = sys.argv[1]
load = lambda name: np.load(f'{folder}/{name}.npy')
z = np.load(f'{folder}/weights.npz')
metadata = json.loads(str(z['metadata']))
data = metadata['data']
x = (load('originals').reshape(-1, data['sampleSize']) - z['data/offset']) / z['data/factor'] / data['divisor'] - z['data/mean']
sigmoid = lambda v: 1 / (1 + np.exp(-v))

def step(layer, v, state):
    r = layer['recurrence']
    units = r['units']
    own = v @ z[layer['weights']] + z[layer['biases']]
    before = state['h'] @ z[r['weights']] + (z[r['biases']] if 'biases' in r else 0)
    part = lambda sums, gate: sums[:, r['gates'].index(gate) * units:][:, :units]
    both = lambda gate: part(own, gate) + part(before, gate)
    if r['cell'] == 'lstm':
        c = sigmoid(both('forget')) * state['c'] + sigmoid(both('input')) * np.tanh(both('candidate'))
        return {'h': sigmoid(both('output')) * np.tanh(c), 'c': c}
    candidate = np.tanh(part(own, 'candidate') + sigmoid(both('reset')) * part(before, 'candidate'))
    update = sigmoid(both('update'))
    return {'h': update * state['h'] + (1 - update) * candidate}

start = lambda layer, rows: {name: np.zeros((rows, layer['recurrence']['units'])) for name in 'hc'}
*recurrent, dense = metadata['encoder']
series = x.reshape(-1, 4, 3)
while recurrent:
    both = [layer for layer in recurrent[:2] if layer is recurrent[0] or layer['recurrence']['direction'] == 'backward']
    recurrent = recurrent[len(both):]
    outputs = []
    for layer in both:
        back = -1 if layer['recurrence']['direction'] == 'backward' else 1
        state, found = start(layer, len(series)), []
        for v in series.transpose(1, 0, 2)[::back]:
            state = step(layer, v, state)
            found.append(state['h'])
        outputs.append(np.stack(found[::back], 1) if layer['recurrence']['gives'] == 'every step' else found[-1])
    series = np.concatenate(outputs, -1)
codes = series @ z[dense['weights']] + z[dense['biases']]
print(np.abs(codes - load('codes')).max() < 1e-5)
*recurrent, dense = metadata['decoder']
states, previous, written = [start(layer, len(codes)) for layer in recurrent], np.zeros((len(codes), 3)), []
for _ in range(dense['output'][0]):
    v = codes if recurrent[0]['recurrence']['reads'] == 'the code' else np.concatenate([previous, codes], 1)
    for index, layer in enumerate(recurrent):
        states[index] = step(layer, v, states[index])
        v = states[index]['h']
    previous = v @ z[dense['weights']] + z[dense['biases']]
    written.append(previous)
y = np.stack(written[::-1] if dense.get('reversed') else written, 1).reshape(len(codes), -1)
reconstructions = (y + z['data/mean']) * data['divisor'] * z['data/factor'] + z['data/offset']
print(np.abs(reconstructions - load('reconstructions').reshape(len(y), -1)).max() < 1e-3)
`;

const runsSchema = z.tuple([z.object({ id: z.string() })]);

describe('exports of a run whose data set is deleted', { timeout: 300_000 }, () => {
  it.each([
    ['bytes', 'scale: auto', 'tied: true, activation: tanh', 'best'],
    ['bytes', 'scale: unit', 'tied: false, activation: elu, outputActivation: sigmoid', 'last'],
    ['bytes', 'scale: auto', 'centre: false, code: variational, likelihood: bernoulli, activation: relu', 'best'],
    ['numbers', 'scale: standard', 'tied: true, activation: sigmoid, outputActivation: linear', 'last'],
  ])('of %s with %s are in the unit of its files, and NumPy repeats the model with the code of the manual', (type, options, model, at) =>
    inTemporaryFolder(async (folder) => {
      const samples = join(folder, 'samples.npy');
      await python(writeSamples, samples, type);
      const spec = join(folder, 'spec.yaml');
      await writeFile(
        spec,
        `version: 1\nname: Exported\ndataset: { train: samples.npy, ${options} }\nmodel: { dimensions: [12, 6, 3], ${model} }\ntraining: { batchSize: 10, epochs: 3, learningRate: 0.0001 }\nbaselines: []\n`,
      );
      const home = ['--home', join(folder, 'home')];
      expect(await hourglass('sweep', spec, '--workers', '1', ...home)).toMatchObject({ exitCode: 0 });
      await rm(samples);
      const [{ id }] = runsSchema.parse(JSON.parse((await hourglass('runs', 'ls', '--json', ...home)).stdout));
      const files = (names: readonly string[]) =>
        names.flatMap((flag) => [`--${flag}`, join(folder, `${flag}.np${flag === 'weights' ? 'z' : 'y'}`)]);
      const exported = await hourglass(
        'runs',
        'export',
        id,
        ...files(['weights', 'originals', 'reconstructions']),
        '--checkpoint',
        at,
        ...home,
      );
      expect(exported).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('originals.npy, in the unit of the data.') });
      expect((await python(compareSamples, folder)).trim()).toBe('True float32');
      const manual = await readFile(join(root, 'docs/sweeps.md'), 'utf8');
      const program = /exported-weights\.test\.ts -->\n```python\n([\s\S]*?)```/.exec(manual)?.[1] ?? '';
      expect(program.trim().split('\n').length).toBeLessThanOrEqual(10);
      const repeated = `import os\nos.chdir(${JSON.stringify(folder)})\n${program}\nprint((np.abs(y - np.load('reconstructions.npy').reshape(y.shape)) / (scale + np.abs(y))).max())`;
      const [, relative] = (await python(repeated)).trim().split('\n');
      expect(Number(relative)).toBeLessThan(1e-5);

      const apply = (use: string, data: string, out: string) =>
        hourglass('runs', use, id, '--data', join(folder, data), '--out', join(folder, out), '--checkpoint', at, ...home);
      expect(await apply('reconstruct', 'originals.npy', 'again.npy')).toMatchObject({ exitCode: 0 });
      expect(await apply('encode', 'originals.npy', 'codes.npy')).toMatchObject({ exitCode: 0 });
      expect(await apply('decode', 'codes.npy', 'decoded.npy')).toMatchObject({ exitCode: 0 });
      const [difference, shape] = (await python(largestDifference, folder, 'again.npy', 'decoded.npy')).trim().split('\n');
      expect(Number(difference)).toBeLessThan(1e-5);
      expect(shape).toBe('(12, 3)');

      if (model.includes('variational')) {
        // Codes that follow the prior need no data; the files to fit a distribution to are deleted.
        const generate = (source: string, count: number, out: string) =>
          hourglass('runs', 'generate', id, '--source', source, '--count', `${count}`, '--seed', '4', '--out', join(folder, out), ...home);
        expect(await generate('mixture', 3, 'none.npy')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('samples.npy') });
        expect(await generate('prior', 9, 'nine.npy')).toMatchObject({ exitCode: 0 });
        expect(await generate('prior', 5, 'five.npy')).toMatchObject({ exitCode: 0 });
        expect((await python(compareGenerated, folder)).trim()).toBe('(9, 4, 3) True True');
      }
      await python(
        "import sys, numpy as np\nnp.save(sys.argv[1] + '/divided.npy', np.load(sys.argv[1] + '/originals.npy') / 1000)",
        folder,
      );
      const { stderr } = await apply('encode', 'divided.npy', 'codes.npy');
      expect(stderr.includes('was trained on bytes, which are divided by 255')).toBe(type === 'bytes' && options === 'scale: auto');
      expect(await apply('decode', 'originals.npy', 'wrong.npy')).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`holds samples of 12 values; the code of run ${id} needs 3.`),
      });
    }),
  );

  it('of a quantized code are indices that NumPy looks up in the codebook', () =>
    inTemporaryFolder(async (folder) => {
      await python(writeSamples, join(folder, 'samples.npy'), 'bytes');
      const spec = join(folder, 'spec.yaml');
      const code = '{ kind: quantized, codes: 8, codeDimension: 3, reviveBelow: 0.3, decay: 0.9 }';
      await writeFile(
        spec,
        `version: 1\nname: Quantized\ndataset: { train: samples.npy }\nmodel: { family: convolutional, channels: [4], code: ${code} }\ntraining: { batchSize: 10, epochs: 3, learningRate: 0.003 }\n`,
      );
      const home = ['--home', join(folder, 'home')];
      expect(await hourglass('sweep', spec, '--workers', '1', ...home)).toMatchObject({ exitCode: 0 });
      const listed = JSON.parse((await hourglass('runs', 'ls', '--json', ...home)).stdout) as readonly { id: string; kind: string }[];
      expect(listed.map(({ kind }) => kind).sort()).toEqual(['baseline', 'run']);
      const id = present(listed.find(({ kind }) => kind === 'run')?.id, 'run');
      const file = (name: string) => join(folder, name);
      const exported = ['--weights', file('weights.npz'), '--codes', file('codes.npy'), '--reconstructions', file('reconstructions.npy')];
      const samples = ['--originals', file('originals.npy')];
      expect(await hourglass('runs', 'export', id, ...exported, ...samples, '--checkpoint', 'last', ...home)).toMatchObject({
        exitCode: 0,
      });
      const apply = (use: string, data: string, out: string) =>
        hourglass('runs', use, id, '--data', file(data), '--out', file(out), '--checkpoint', 'last', ...home);
      expect(await apply('encode', 'originals.npy', 'encoded.npy')).toMatchObject({ exitCode: 0 });
      expect(await apply('decode', 'encoded.npy', 'decoded.npy')).toMatchObject({ exitCode: 0 });
      expect((await python(repeatQuantized, folder)).trim().split('\n')).toEqual(['True', 'True', 'True', '(12, 4) (8, 3)']);
      await python('import sys, numpy as np\nnp.save(sys.argv[1], np.full((2, 4), 8, np.float32))', file('wrong.npy'));
      expect(await apply('decode', 'wrong.npy', 'none.npy')).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/^--data: received the value 8; .* a whole number from 0 to 7\./),
      });
      const uniform = ['--source', 'uniform', '--count', '4', '--out', file('new.npy')];
      expect(await hourglass('runs', 'generate', id, ...uniform, ...home)).toMatchObject({ exitCode: 0 });
      const refused = await hourglass('runs', 'export', id, '--traversal', file('none.npy'), ...home);
      expect(refused).toMatchObject({
        exitCode: expect.any(Number),
        stderr: expect.stringContaining('has no figure "Traversals". A run of this version records'),
      });
    }));

  it.each([
    'cell: lstm, units: [5, 4], bidirectional: true',
    'cell: gru, units: [5], decoder: feedback, reverseTarget: true, dropout: 0.1',
  ])('of a recurrent network with %s describe it, and NumPy repeats it step by step', (options) =>
    inTemporaryFolder(async (folder) => {
      await python(writeSamples, join(folder, 'samples.npy'), 'bytes');
      const spec = join(folder, 'spec.yaml');
      await writeFile(
        spec,
        `version: 1\nname: Recurrent\ndataset: { train: samples.npy }\nmodel: { family: recurrent, codeSize: 3, ${options} }\ntraining: { batchSize: 10, epochs: 3, learningRate: 0.003 }\nbaselines: []\n`,
      );
      const home = ['--home', join(folder, 'home')];
      expect(await hourglass('sweep', spec, '--workers', '1', ...home)).toMatchObject({ exitCode: 0 });
      const [{ id }] = runsSchema.parse(JSON.parse((await hourglass('runs', 'ls', '--json', ...home)).stdout));
      const files = ['weights.npz', 'codes.npy', 'reconstructions.npy', 'originals.npy'].flatMap((name) => [
        `--${name.split('.')[0]}`,
        join(folder, name),
      ]);
      expect(await hourglass('runs', 'export', id, ...files, '--checkpoint', 'last', ...home)).toMatchObject({ exitCode: 0 });
      expect((await python(repeatRecurrent, folder)).trim().split('\n')).toEqual(['True', 'True']);
    }),
  );

  it('are in the unit of costs on request', () =>
    inTemporaryFolder(async (folder) => {
      const samples = join(folder, 'samples.npy');
      await python(writeSamples, samples, 'bytes');
      const home = ['--home', join(folder, 'home')];
      const flags = ['--dims', '12,3', '--epochs', '1', '--batch', '10', '--baselines', 'none', '--workers', '1'];
      expect(await hourglass('sweep', '--dataset', samples, ...flags, ...home)).toMatchObject({ exitCode: 0 });
      await rm(samples);
      const [{ id }] = runsSchema.parse(JSON.parse((await hourglass('runs', 'ls', '--json', ...home)).stdout));
      const originals = join(folder, 'originals.npy');
      const exported = await hourglass('runs', 'export', id, '--originals', originals, '--unit', 'scaled', ...home);
      expect(exported.stderr).toContain('originals.npy, in the scaled unit, as costs are.');
      const program = `import numpy as np; print(np.abs(np.load(r'${originals}') * 255 - np.load(r'${folder}/expected.npy')).max())`;
      expect(Number(await python(program))).toBeLessThan(1e-4);
      const refused = await hourglass('runs', 'export', id, '--originals', originals, '--unit', 'volts', ...home);
      expect(refused).toMatchObject({ exitCode: 2, stderr: '--unit: received "volts"; allowed are data, scaled.\n' });
    }));
});
