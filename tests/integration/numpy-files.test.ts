import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '@hourglass/datasets';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';
import { python, pythonWithPandas } from '../support/python.ts';

/** Writes files with NumPy, in every type, order and version, and the values that NumPy reads back. */
const writeArrays = `
import json, sys, struct, warnings
import numpy as np
folder = sys.argv[1]
warnings.simplefilter('ignore')
source = np.random.default_rng(0)
expected = {}
def keep(name, array):
    expected[name] = np.ascontiguousarray(array).astype(np.float32).ravel().tolist()
for code in ['?', 'i1', 'u1', '<i2', '>i2', '<u2', '>u2', '<i4', '>i4', '<u4', '>u4', '<i8', '>i8', '<u8', '>u8', '<f2', '>f2', '<f4', '>f4', '<f8', '>f8']:
    for order in 'CF':
        for shape in [(12, 6), (12, 2, 3), (12, 2, 3, 1)]:
            array = np.asarray(source.integers(0, 100, shape), dtype=np.dtype(code), order=order)
            name = f"{code.replace('<', 'l').replace('>', 'b').replace('?', 'bool')}-{order}-{len(shape)}.npy"
            np.save(f'{folder}/{name}', array)
            keep(name, array)
array = source.random((12, 6))
for version in [(1, 0), (2, 0), (3, 0)]:
    name = f'version{version[0]}.npy'
    with open(f'{folder}/{name}', 'wb') as file: np.lib.format.write_array(file, array, version=version)
    keep(name, array)
def by_hand(name, dictionary):
    text = dictionary.encode()
    text += b' ' * (-(len(text) + 11) % 64) + b'\\n'
    with open(f'{folder}/{name}', 'wb') as file:
        file.write(b'\\x93NUMPY\\x01\\x00' + struct.pack('<H', len(text)) + text + array.tobytes())
    keep(name, np.load(f'{folder}/{name}'))
by_hand('long.npy', "{'descr': '<f8', 'fortran_order': False, 'shape': (12L, 6L), }")
by_hand('double-quotes.npy', '{"shape": (12, 6), "descr": "<f8", "fortran_order": False}')
by_hand('named-type.npy', "{'fortran_order':False,'shape':(12,6,),'descr':'float64'}")
by_hand('comment.npy', "{'descr': '<f8', 'fortran_order': False, 'shape': (12, 6)} # by hand")
by_hand('hexadecimal.npy', "{'descr': '<f8', 'fortran_order': False, 'shape': (0xC, 0b1_10)}")
by_hand('joined-texts.npy', "{'descr': '<f' '8', 'fortran_order': False, 'shape': (12, 6)}")
names = '? b B h H i I l L q Q p P e f d float int uint bool bool_ byte ubyte short ushort intc uintc int_ longlong ulonglong intp uintp half single double'
for one in names.split():
    array = (source.random((12, 6)) * 100).astype(np.dtype(one))
    by_hand(f'name{names.split().index(one)}.npy', "{'descr': '%s', 'fortran_order': False, 'shape': (12, 6)}" % one)
print(json.dumps(expected))
`;

it('every .npy file that numpy.load reads gives the same numbers', () =>
  inTemporaryFolder(async (folder) => {
    const expected = z.record(z.string(), z.array(z.number())).parse(JSON.parse(await python(writeArrays, folder)));
    expect(Object.keys(expected).length).toBeGreaterThan(160);
    for (const [name, values] of Object.entries(expected)) {
      const { train, validation, test, sampleShape } = await loadDataset({ train: join(folder, name) });
      expect([name, ...sampleShape].join(' ')).toBe(/-[34]\.npy/.test(name) ? `${name} 2 3` : `${name} 6`);
      expect([name, ...[validation, train, test].flatMap((part) => [...part.values])]).toEqual([name, ...values]);
    }
  }));

const writeArchives = `
import gzip, sys
import numpy as np
folder = sys.argv[1]
source = np.random.default_rng(1)
x = lambda count: source.integers(0, 256, (count, 4), dtype=np.uint8)
words = lambda count: np.array(['cat', 'dog', 'eel'])[source.integers(0, 3, count)]
np.savez(f'{folder}/usual.npz', x_train=x(40), y_train=words(40), x_test=x(20), y_test=words(20))
np.savez_compressed(f'{folder}/packed.npz', x_train=x(40), y_train=source.integers(-1, 2, 40))
np.savez(f'{folder}/other.npz', images=x(30), targets=np.arange(30) % 3)
np.savez(f'{folder}/lone.npz', x(30))
`;

describe('.npz files', () => {
  it('provide a whole data set under the usual names, plain or compressed', () =>
    inTemporaryFolder(async (folder) => {
      await python(writeArchives, folder);
      const usual = await loadDataset({ train: join(folder, 'usual.npz') });
      expect([usual.validation.count, usual.train.count, usual.test.count, usual.divisor]).toEqual([4, 36, 20, 255]);
      expect(usual.classes).toEqual(['cat', 'dog', 'eel']);
      expect(usual.testLabels).toHaveLength(20);
      const packed = await loadDataset({ train: join(folder, 'packed.npz') });
      expect([packed.validation.count, packed.train.count, packed.test.count]).toEqual([3, 33, 4]);
      expect(packed.classes).toEqual(['-1', '0', '1']);
    }));

  it('require an array name if several arrays are possible, and train with it', () =>
    inTemporaryFolder(async (folder) => {
      await python(writeArchives, folder);
      const other = join(folder, 'other.npz');
      await expect(loadDataset({ train: other })).rejects.toMatchObject({
        message: `dataset.train: ${other} holds images [30, 4] |u1, targets [30] <i8; say which is meant: ${other}#images`,
      });
      const named = await loadDataset({ train: `${other}#images`, trainLabels: `${other}#targets` });
      expect([named.train.count, named.trainLabels?.[0], named.classes]).toEqual([25, 2, null]);
      expect((await loadDataset({ train: join(folder, 'lone.npz') })).train.count).toBe(25);
      const args = ['--dims', '4,2', '--epochs', '1', '--batch', '5', '--home', join(folder, 'home'), '--workers', '1'];
      const trained = await hourglass('sweep', ...args, '--dataset', `${other}#images`);
      expect(trained.exitCode).toBe(0);
    }));
});

/** Writes files that Hourglass rejects, each with a remedy in Python. */
const writeRefused = `
import gzip, sys
import numpy as np
folder = sys.argv[1]
source = np.random.default_rng(2)
x = source.random((40, 4))
np.save(f'{folder}/complex.npy', (x + 1j * x).astype(np.complex64))
np.save(f'{folder}/objects.npy', x.astype(object), allow_pickle=True)
np.save(f'{folder}/records.npy', np.core.records.fromarrays(x.T, names='a,b,c,d') if hasattr(np, 'core') else np.rec.fromarrays(x.T, names='a,b,c,d'))
np.save(f'{folder}/dates.npy', (x * 1000).astype('datetime64[s]'))
np.save(f'{folder}/long-double.npy', x.astype(np.longdouble))
np.save(f"{folder}/it's a \\"name\\".npy", x.astype(np.complex128))
np.save(f'{folder}/void.npy', (x * 255).astype(np.uint8).view('V4'))
np.save(f'{folder}/times.npy', 1.7e9 + np.cumsum(x, axis=0))
np.save(f'{folder}/large-ids.npy', 2 ** 53 + (x * 100).astype(np.int64))
np.savez(f'{folder}/objects.npz', x_train=x, y_train=np.array(['one', 'two'] * 20, dtype=object))
np.savez(f'{folder}/complex.npz', x_train=x + 1j * x, y_train=np.arange(40) % 3)
none = np.concatenate([x, [[1, 2, 3, np.nan]] * 2]).astype(object)
none[40:, 3] = None
np.save(f'{folder}/none.npy', none, allow_pickle=True)
np.savez(f'{folder}/none.npz', x_train=none, y_train=np.array(['one', None] * 21, dtype=object))
lengths = np.empty(40, object)
lengths[:] = [source.random(4 + row % 3) for row in range(40)]
np.save(f'{folder}/lengths.npy', lengths, allow_pickle=True)
scalars = np.empty(42, object)
scalars[:] = [*np.arange(40.0), None, None]
np.save(f'{folder}/scalars.npy', scalars, allow_pickle=True)
missing = np.where(np.arange(42)[:, None] < 40, np.concatenate([x, x[:2]]), np.nan)
np.save(f'{folder}/missing.npy', missing)
np.savez(f'{folder}/missing.npz', x_train=missing)
with open(f'{folder}/other-name', 'wb') as file: np.save(file, missing)
with gzip.open(f'{folder}/missing.npy.gz', 'wb') as file: np.save(file, missing)
np.save(f'{folder}/empty-column.npy', np.where(np.arange(4) == 2, np.nan, x))
np.save(f'{folder}/beyond.npy', x * 1e300)
np.save(f'{folder}/tiny.npy', x * 1e-300)
np.save(f'{folder}/texts.npy', x.astype('U8'))
np.save(f'{folder}/byte-texts.npy', x.astype('S8'))
np.save(f'{folder}/one-time.npy', np.concatenate([x, 1.7e9 + np.arange(40)[:, None]], axis=1))
np.save(f'{folder}/five-axes.npy', x.reshape(40, 2, 1, 2, 1))
`;

const refusedFiles = [
  ...['complex.npy', 'objects.npy', 'records.npy', 'dates.npy', 'long-double.npy', `it's a "name".npy`],
  ...[
    'void.npy',
    'times.npy',
    'large-ids.npy',
    'objects.npz',
    'complex.npz',
    'none.npy',
    'lengths.npy',
    'scalars.npy',
    'missing.npy',
    'missing.npz',
  ],
  ...[
    'other-name',
    'missing.npy.gz',
    'empty-column.npy',
    'beyond.npy',
    'tiny.npy',
    'texts.npy',
    'byte-texts.npy',
    'one-time.npy',
    'five-axes.npy',
  ],
];

it.each(refusedFiles)('the remedy for %s works when copied literally', (name) =>
  inTemporaryFolder(async (folder) => {
    await python(writeRefused, folder);
    const train = join(folder, name);
    const refusal = await loadDataset({ train }).then(
      () => 'read',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const remedy = /In Python: (.*)$/.exec(refusal)?.[1];
    expect(remedy, refusal).toBeDefined();
    await python(remedy ?? '');
    expect((await loadDataset({ train })).train.count).toBe(33);
  }),
);

/** Loads a file, follows the remedies of its refusals, and returns how many there were and the first values of the validation samples. */
async function followRemedies(train: string): Promise<{ readonly refusals: readonly string[]; readonly values: readonly number[] }> {
  const refusals: string[] = [];
  while (refusals.length < 5) {
    try {
      const { validation } = await loadDataset({ train });
      return { refusals, values: [...validation.values.subarray(0, 3)] };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      refusals.push(message);
      await pythonWithPandas(/In Python: (.*)$/.exec(message)?.[1] ?? `raise SystemExit(${JSON.stringify(message)})`);
    }
  }
  throw new Error(refusals.join('\n'));
}

/** Rows of three cells, below names if there are any, as a table in an encoding. */
const tableOf = (cells: readonly string[], { names = 'a,b,c', separator = ',', encoding = 'utf8' as BufferEncoding } = {}) =>
  Buffer.from([...(names === '' ? [] : [names]), ...Array.from({ length: 30 }, () => cells.join(separator)), ''].join('\n'), encoding);

it.each<[string, Buffer, readonly number[]]>([
  ['decimal commas in quotes', tableOf(['"0,5"', '"1,25"', '"-2,5"']), [0.5, 1.25, -2.5]],
  ['points between thousands', tableOf(['1.234,5', '0,25', '2'], { names: 'a;b;c', separator: ';' }), [1234.5, 0.25, 2]],
  ['points between thousands of whole numbers', tableOf(['1.234', '0,25', '2'], { names: 'a;b;c', separator: ';' }), [1234, 0.25, 2]],
  ['commas between thousands', tableOf(['"1,234.5"', '0.25', '2']), [1234.5, 0.25, 2]],
  ['spaces between thousands, without names', tableOf(['1 234.5', '0.25', '2'], { names: '' }), [1234.5, 0.25, 2]],
  ['narrow spaces between thousands', tableOf(['1\u202f234', '"1\u00a0000,5"', '2']), [1234, 1000.5, 2]],
  ['percent and currencies', tableOf(['5%', '$2.5', '−1']), [5, 2.5, -1]],
  ['percent and currencies, without names', tableOf(['5%', '$2.5', '−1'], { names: '' }), [5, 2.5, -1]],
  ['digits of other scripts, without names', tableOf(['١٢', '３.5', '-४'], { names: '' }), [12, 3.5, -4]],
  ['values too small for float32', Buffer.from(Array.from({ length: 30 }, (_, row) => `${row}e-80,1e-80,0`).join('\n')), [0, 1, 0]],
  ['Latin-1', tableOf(['1', '2', '3'], { names: 'größe,länge,höhe', encoding: 'latin1' }), [1, 2, 3]],
  ['UTF-16', Buffer.concat([Buffer.of(0xff, 0xfe), tableOf(['1', '2', '3'], { encoding: 'utf16le' })]), [1, 2, 3]],
  ['missing values', Buffer.concat([tableOf(['1', '2', '3']), Buffer.from('1,?,2\n1,,2\nNaN,1,inf\n')]), [1, 2, 3]],
  [
    'missing values without names, between semicolons',
    Buffer.concat([tableOf(['1', '2,5', '3'], { names: '', separator: ';' }), Buffer.from('1;n/a;2\n')]),
    [1, 2.5, 3],
  ],
  ['a column without a value', tableOf(['1', '', '3', '4'], { names: 'a,b,c,d' }), [1, 3, 4]],
  ['a word among numbers', Buffer.concat([tableOf(['1', '2', '3']), Buffer.from('1,broken,2\n')]), [1, 2, 3]],
  [
    'comments, and # within names',
    Buffer.concat([Buffer.from('# made by hand\n'), tableOf(['1', '5%', '3'], { names: 'a#1,b#2,c' })]),
    [1, 5, 3],
  ],
  ['dates', tableOf(['1', '2024-05-06', '3', '4'], { names: 'a,b,c,d' }), [1, 3, 4]],
  ['times beside small values', Buffer.from(Array.from({ length: 30 }, (_, row) => `${1_700_000_000 + row},0.5,2`).join('\n')), [0, 0, 0]],
])('the remedies for a table with %s work when copied literally', (_, table, values) =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, 'table.csv');
    await writeFile(path, table);
    const followed = await followRemedies(path);
    expect(followed.refusals).not.toEqual([]);
    expect(followed.values).toEqual(values);
  }),
);

it('the command line refuses such a file with the same sentence, and trains after the remedy', () =>
  inTemporaryFolder(async (folder) => {
    await python(writeRefused, folder);
    const flags = ['--dims', '4,2', '--epochs', '1', '--batch', '5', '--workers', '1'];
    const sweep = () => hourglass('sweep', ...flags, '--dataset', join(folder, 'complex.npy'), '--home', join(folder, 'home'));
    const refused = await sweep();
    expect(refused.exitCode).toBe(2);
    await python(/In Python: (.*)$/m.exec(refused.stderr)?.[1] ?? 'raise SystemExit("no remedy")');
    expect((await sweep()).exitCode).toBe(0);
  }));

it('tables of text are read with and without names, and a column of words as labels', () =>
  inTemporaryFolder(async (folder) => {
    const rows = Array.from({ length: 30 }, (_, row) => `${row},${row / 2},${row % 2 === 0 ? 'even' : 'odd'}`);
    const table = join(folder, 'table.csv');
    await writeFile(table, `\uFEFFone,"half, exactly",kind\n${rows.join('\n')}\n`);
    const refused = await hourglass('sweep', '--dims', '2,1', '--dataset', table, '--home', join(folder, 'home'));
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining(
        `line 2, column "kind": received "even", which is not a number. If the column holds the labels, say so (trainLabels: ${table}#kind)`,
      ),
    ]);
    const dataset = await loadDataset({ train: table, trainLabels: `${table}#kind` });
    expect([dataset.sampleShape, dataset.classes, [...dataset.train.values.subarray(0, 4)]]).toEqual([
      [2],
      ['even', 'odd'],
      [2, 1, 3, 1.5],
    ]);
    const saved = join(folder, 'saved.txt');
    await python(`import sys, numpy as np; np.savetxt(sys.argv[1], np.arange(60).reshape(30, 2) / 4, header='one two')`, saved);
    const { train } = await loadDataset({ train: saved });
    expect([...train.values.subarray(0, 3)]).toEqual([1, 1.25, 1.5]);
  }));
