export * from './checkpoint.ts';
export * from './config.ts';
export * from './errors.ts';
export type { Family, ForwardPass, Model } from './families/family.ts';
export { families } from './families/registry.ts';
export { permutation, type Random, random } from './random.ts';
export { mean } from './training/evaluate.ts';
export * from './training/events.ts';
export { type TrainingContext, type TrainingData, train } from './training/train.ts';
