/** A fully connected layer. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
}

/** The layers with `count` further inputs of the first. */
export function withFurtherInputs([first, ...others]: readonly DenseLayer[], count: number): readonly DenseLayer[] {
  return first === undefined ? [] : [{ ...first, inputs: first.inputs + count }, ...others];
}

/** The same layers from the last to the first, each with inputs and outputs exchanged. */
export function mirrored(layers: readonly DenseLayer[]): readonly DenseLayer[] {
  return layers.toReversed().map(({ inputs, outputs }) => ({ inputs: outputs, outputs: inputs }));
}

/** Weights of fully connected layers. */
export function countWeights(layers: readonly DenseLayer[]): number {
  return layers.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
}

/** The layers between consecutive sizes, input first. */
export function layersOf([first, ...sizes]: readonly number[]): readonly DenseLayer[] {
  const layers: DenseLayer[] = [];
  let inputs = first;
  for (const outputs of sizes) {
    if (inputs !== undefined) layers.push({ inputs, outputs });
    inputs = outputs;
  }
  return layers;
}
