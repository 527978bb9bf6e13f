import type { RunConfig } from '../config.ts';
import { convolutionalForward } from './convolutional-forward.ts';
import { denseForward } from './dense-forward.ts';
import type { DoubleParameters, ForwardPass, Matrix } from './matrix.ts';

/** A family's network once more, in double precision and plain JavaScript: the expected values for every engine. */
export function forward(config: RunConfig, sampleShape: readonly number[], parameters: DoubleParameters, x: Matrix): ForwardPass {
  switch (config.family) {
    case 'dense':
      return denseForward(config, parameters, x);
    case 'convolutional':
      return convolutionalForward(config, sampleShape, parameters, x);
  }
}

/** Σ (y − clean)² over all samples. */
export function costOf(y: Matrix, clean: Matrix): number {
  return y.reduce((sum, row, i) => sum + row.reduce((rowSum, value, j) => rowSum + (value - (clean[i]?.[j] ?? Number.NaN)) ** 2, 0), 0);
}
