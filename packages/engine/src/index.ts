/*
 * How to import TensorFlow.js elsewhere in the workspace:
 *
 *   import * as tf from '@tensorflow/tfjs-core';      named imports work as well
 *
 * Under Node and under vitest this import returns the single instance on which the engine registers its backend and
 * gradients (tested by one-instance.test.ts). Load the engine before the first operation runs.
 */
export * from './engine.ts';
export * from './errors.ts';
export { type EngineInspection, type EngineProblem, inspectEngine } from './inspect-engine.ts';
export { type LoadEngineOptions, loadEngine } from './load-engine.ts';
export { measureSgemm } from './measure-sgemm.ts';
