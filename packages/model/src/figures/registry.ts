import type { FigureDefinition } from './figure.ts';
import { generatedSamples } from './generated-samples.ts';
import { interpolation } from './interpolation.ts';
import { manifold } from './manifold.ts';
import { traversal } from './traversal.ts';

/** Every figure, in the order of a page. Adding one is a file and a line here. */
const definitions = {
  prior: generatedSamples('prior', {
    title: 'Samples of the prior',
    about: 'The decoder’s output for codes of the standard normal distribution, sample 0 first.',
  }),
  gaussian: generatedSamples('gaussian', {
    title: 'Samples of a fitted normal distribution',
    about:
      'The decoder’s output for codes of the normal distribution with mean and covariance of the codes of training samples, sample 0 first.',
  }),
  uniform: generatedSamples('uniform', {
    title: 'Samples of random codes',
    about: 'The decoder’s output for each code with the same probability, at each position by itself: a control, sample 0 first.',
  }),
  manifold,
  interpolation,
  traversal,
} as const satisfies Readonly<Record<string, FigureDefinition>>;

export type FigureKind = keyof typeof definitions;

export const figureTable: Readonly<Record<FigureKind, FigureDefinition>> = definitions;

export const figureKinds = Object.keys(definitions) as readonly FigureKind[];
