import type { RunConfig } from '@hourglass/model/config';

/** One layer: `activation(input · weights + biases)`, with the names of its arrays. */
interface ExportedLayer {
  readonly weights: string;
  /** Whether the weights are used transposed: a tied decoder has none of its own. */
  readonly transposed: boolean;
  readonly biases: string;
  readonly activation: string;
}

/** The layers of a network in the order in which they are applied. */
export function describeLayers(config: RunConfig): {
  readonly encoder: readonly ExportedLayer[];
  readonly decoder: readonly ExportedLayer[];
} {
  switch (config.family) {
    case 'dense': {
      const { dimensions, tied, activation, outputActivation } = config;
      const layers = Array.from({ length: dimensions.length - 1 }, (_, layer) => layer);
      return {
        encoder: layers.map((layer) => ({
          weights: `encoder/${layer}/weights`,
          transposed: false,
          biases: `encoder/${layer}/biases`,
          activation,
        })),
        decoder: layers.map((layer) => ({
          weights: tied ? `encoder/${layers.length - 1 - layer}/weights` : `decoder/${layer}/weights`,
          transposed: tied,
          biases: `decoder/${layer}/biases`,
          activation: layer === layers.length - 1 ? outputActivation : activation,
        })),
      };
    }
  }
}
