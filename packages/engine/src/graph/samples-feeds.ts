import type { ResidentSamples } from '../engine.ts';
import { dataTypes } from './graph.ts';
import type { NativeBinding } from './native-backend.ts';
import { type SamplesNodes, valuesType } from './samples-nodes.ts';
import type { Feed } from './session.ts';

/** Feeds for the placeholders of sample sets. TensorFlow holds the values once for every graph of the process. */
export type SamplesFeeds = (sets: readonly (readonly [ResidentSamples, SamplesNodes])[]) => Readonly<Record<string, Feed>>;

/** Ids of tensors that TensorFlow holds. */
interface HeldSamples {
  readonly values: number;
  readonly divisor: number;
  readonly mean: number;
}

/** The number of cached sample sets: training, validation and test of the current data set, and one more. A call that needs more holds them all. */
const maxKept = 4;

export function createSamplesFeeds(binding: NativeBinding): SamplesFeeds {
  /** Least recently used first. */
  const kept = new Map<ResidentSamples, HeldSamples>();
  const keep = (samples: ResidentSamples): HeldSamples => {
    const held = kept.get(samples) ?? hold(binding, samples);
    kept.delete(samples);
    kept.set(samples, held);
    return held;
  };
  return (sets) => {
    const feeds = Object.fromEntries(
      sets.flatMap(([samples, nodes]): [string, Feed][] => {
        const held = keep(samples);
        return [
          [nodes.values, { id: held.values }],
          [nodes.divisor, { id: held.divisor }],
          [nodes.mean, { id: held.mean }],
        ];
      }),
    );
    const needed = new Set(sets.map(([samples]) => samples));
    for (const [oldest, unused] of kept) {
      if (kept.size <= maxKept) break;
      if (needed.has(oldest)) continue;
      kept.delete(oldest);
      for (const id of [unused.values, unused.divisor, unused.mean]) binding.deleteTensor(id);
    }
    return feeds;
  };
}

function hold(binding: NativeBinding, samples: ResidentSamples): HeldSamples {
  const { count, size, values, divisor, mean } = samples;
  return {
    values: binding.createTensor([count, size], dataTypes[valuesType(samples)], values),
    divisor: binding.createTensor([], dataTypes.float32, Float32Array.of(divisor)),
    mean: binding.createTensor([size], dataTypes.float32, mean),
  };
}
