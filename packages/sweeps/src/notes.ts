import { z } from 'zod';
import type { DatasetFacts } from './dataset-facts.ts';
import { countConfigurations, type SearchSpace } from './search-space.ts';
import type { Spec } from './spec.ts';
import { validationNotes, valueNotes } from './value-notes.ts';

/** Notes for the author of a valid spec, as sentences. */
export function notesOn(
  { sampler, space, dataset, ranking }: Pick<Spec, 'sampler' | 'space' | 'dataset' | 'ranking'>,
  facts: DatasetFacts,
): readonly string[] {
  return [
    ...searchNotes({ sampler, space }),
    ...bottleneckNotes(space),
    ...validationNotes({ dataset, ranking }),
    ...valueNotes({ space, dataset, facts }),
  ];
}

function searchNotes({ sampler, space }: Pick<Spec, 'sampler' | 'space'>): readonly string[] {
  const configurations = countConfigurations(space);
  if (sampler.kind !== 'random' || sampler.runs <= configurations) return [];
  return [
    `sampler.runs: received ${sampler.runs}, but the fields allow ${configurations} different configuration${configurations === 1 ? '' : 's'}: each is tried once.`,
  ];
}

const networksSchema = z.array(z.array(z.int()));

/** `[16, 4, 16]` lists encoder and decoder; Hourglass takes the encoder alone, so the code has 16 values. */
function bottleneckNotes({ dimensions }: SearchSpace): readonly string[] {
  if (dimensions?.kind !== 'choice') return [];
  const [sentence, ...alike] = networksSchema.parse(dimensions.values).flatMap(bottleneckNote);
  if (sentence === undefined) return [];
  return [alike.length === 0 ? sentence : `${sentence} The same applies to ${alike.length} more networks.`];
}

function bottleneckNote(sizes: readonly number[]): readonly string[] {
  const [inputSize, codeSize] = [sizes[0], sizes.at(-1)];
  const smallest = Math.min(...sizes.slice(1, -1));
  if (inputSize === undefined || codeSize === undefined || smallest >= Math.min(inputSize, codeSize)) return [];
  const encoder = sizes.slice(0, sizes.indexOf(smallest) + 1);
  return [
    `dimensions: ${listText(sizes)} makes a code of ${codeSize} values, because the last size is the code's and the decoder mirrors the encoder; for a code of ${smallest} write ${listText(encoder)}.`,
  ];
}

function listText(sizes: readonly number[]): string {
  return `[${sizes.join(', ')}]`;
}
