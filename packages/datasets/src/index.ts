export * from './catalog.ts';
export type { Dataset, ProbeSet, Samples } from './dataset.ts';
export { DatasetError, type DatasetErrorCode } from './errors.ts';
export { loadDataset } from './load-dataset.ts';
export { type ReadSamples, readSamples } from './read-samples.ts';
export { inFileUnit, type Scaling, scaled, type ValueUnit, valueUnit } from './scaling.ts';
export { resolveDataset } from './sources.ts';
export { type ValueFacts, valueFactsOf } from './value-facts.ts';
