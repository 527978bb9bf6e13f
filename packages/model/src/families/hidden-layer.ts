/** A layer between others: its sums are normalised, activated and dropped out. The code and the reconstruction are not hidden layers. */
export interface HiddenLayer {
  readonly half: 'encoder' | 'decoder';
  /** The prefix of its parameters: `encoder/0`. */
  readonly name: string;
  /** Shape of its values for one sample, channels last. */
  readonly shape: readonly number[];
}

export function channelsOf({ name, shape }: HiddenLayer): number {
  const channels = shape.at(-1);
  if (channels === undefined) throw new RangeError(`the layer ${name} has no channels`);
  return channels;
}

/** Channels of the hidden layers that are normalised: each has a scale and an offset. */
export function normalisedChannels({ normalisation }: { readonly normalisation: string }, layers: readonly HiddenLayer[]): number {
  return normalisation === 'none' ? 0 : layers.reduce((sum, layer) => sum + channelsOf(layer), 0);
}
