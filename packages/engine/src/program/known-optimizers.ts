/**
 * The kinds of optimizers with known formulas (the table at `Optimizer` in engine.ts). A compiling engine may replace their
 * `update` with a fused operation.
 */
export const knownOptimizers = {
  adam: { hyper: ['beta1', 'beta2', 'epsilon'], slots: ['m', 'v'], shared: ['beta1Power', 'beta2Power'] },
  momentum: { hyper: ['momentum'], slots: ['accumulator'], shared: [] },
  sgd: { hyper: [], slots: [], shared: [] },
} as const satisfies Readonly<Record<string, KnownOptimizer>>;

export type KnownKind = keyof typeof knownOptimizers;

interface KnownOptimizer {
  readonly hyper: readonly string[];
  /** Slots of each parameter, named `slot/parameter` and shaped like it. */
  readonly slots: readonly string[];
  /** Scalar slots that all parameters share. */
  readonly shared: readonly string[];
}

export function isKnownKind(kind: string): kind is KnownKind {
  return Object.hasOwn(knownOptimizers, kind);
}
