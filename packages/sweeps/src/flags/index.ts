export { dataIn, withData, withOptions } from '../dataset-value.ts';
export { commandWords, shellText } from './command-line.ts';
export { documentFromFlags } from './document-from-flags.ts';
export { sizesFlags, specFlags } from './spec-flags.ts';
