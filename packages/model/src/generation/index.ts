export { type CodeSource, codeSourceProblem, codeSources, isFittedSource, maxFittedCodes } from './code-sources.ts';
export { codeSampler, drawCodes } from './draw-codes.ts';
export { type FeatureMoments, featureMoments, frechetDistance } from './frechet-distance.ts';
export { type PrecisionRecall, precisionRecall } from './precision-recall.ts';
