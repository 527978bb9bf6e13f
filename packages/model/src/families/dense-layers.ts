/** A fully connected layer. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
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
