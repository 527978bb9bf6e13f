import { batch } from './batch.ts';
import { layer } from './layer.ts';
import type { Normalisation } from './normalisation.ts';
import type { NormalisationName } from './normalisation-names.ts';

/** Every normalisation; null for none. Adding one is a file, its name in normalisation-names.ts and a line here. */
export const normalisations: Readonly<Record<NormalisationName, Normalisation | null>> = { none: null, batch, layer };
