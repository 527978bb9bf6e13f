/*
 * Counted randomness: every number is a function of (seed, purpose, index), never of what was drawn before, so that a run resumed at any step
 * draws what an uninterrupted one would have drawn. Browser-safe, without TensorFlow.js.
 */
export * from './philox.ts';
export { angleOf, radiusOf, type Stream, streamNormals, streamOf, streamUniforms } from './stream.ts';
