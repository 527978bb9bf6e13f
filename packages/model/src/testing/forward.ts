import type { RunConfig } from '../config.ts';
import { convolutionalNetwork } from './convolutional-forward.ts';
import { denseNetwork } from './dense-forward.ts';
import type { DoublePass } from './double-pass.ts';
import type { DoubleNetwork, DoubleParameters, Matrix } from './matrix.ts';
import { recurrentNetwork } from './recurrent-forward.ts';

/** A family's network once more, in double precision and plain JavaScript: the expected values for every engine. */
export function doubleNetwork(
  config: RunConfig,
  sampleShape: readonly number[],
  parameters: DoubleParameters,
  pass: DoublePass,
  condition: Matrix | null = null,
): DoubleNetwork {
  switch (config.family) {
    case 'dense':
      return denseNetwork(config, parameters, pass, condition);
    case 'convolutional':
      return convolutionalNetwork(config, sampleShape, parameters, { pass, condition });
    case 'recurrent':
      return recurrentNetwork(config, sampleShape, parameters, { pass, condition });
  }
}

/** Σ (y − clean)² over all samples. */
export function costOf(y: Matrix, clean: Matrix): number {
  return y.reduce((sum, row, i) => sum + row.reduce((rowSum, value, j) => rowSum + (value - (clean[i]?.[j] ?? Number.NaN)) ** 2, 0), 0);
}
