import type { ResidentSamples } from '../engine.ts';
import { dataTypes } from './graph.ts';
import type { NativeBinding } from './native-backend.ts';
import { samplesFeeds, valuesType } from './samples-nodes.ts';
import type { Feed } from './session.ts';

/** Feeds of samples that TensorFlow holds, once for every graph of the process. */
export type SamplesFeeds = (samples: ResidentSamples) => Readonly<Record<string, Feed>>;

/** Sample sets kept: training, validation and test of the data set at hand, and one more. */
const mostKept = 4;

export function createSamplesFeeds(binding: NativeBinding): SamplesFeeds {
  /** Longest unused first. */
  const kept = new Map<ResidentSamples, readonly (readonly [string, number])[]>();
  return (samples) => {
    const ids = kept.get(samples) ?? hold(binding, samples);
    kept.delete(samples);
    kept.set(samples, ids);
    for (const [oldest, unused] of kept) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
      for (const [, id] of unused) binding.deleteTensor(id);
    }
    return Object.fromEntries(ids.map(([name, id]) => [name, { id }]));
  };
}

function hold(binding: NativeBinding, samples: ResidentSamples): readonly (readonly [string, number])[] {
  const { count, size, values, divisor, mean } = samples;
  const float = dataTypes.float32;
  return [
    [samplesFeeds.values, binding.createTensor([count, size], dataTypes[valuesType(samples)], values)],
    [samplesFeeds.divisor, binding.createTensor([], float, Float32Array.of(divisor))],
    [samplesFeeds.mean, binding.createTensor([size], float, mean)],
  ];
}
