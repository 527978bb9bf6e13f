export { sourcesOf, stampOfFiles } from '../sources.ts';
export { absoluteReference } from './absolute-reference.ts';
export { completePath } from './complete-path.ts';
export { inspectDataset } from './inspect-dataset.ts';
export type { InspectedDataset } from './inspected-dataset.ts';
export { listParts } from './list-parts.ts';
