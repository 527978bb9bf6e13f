import type { Optimizer, OptimizerArguments, OptimizerResult } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { checkSameShapes } from './checks.ts';
import { isKnownKind, knownOptimizers } from './known-optimizers.ts';

/** Applies an optimizer, and checks its arguments and its result. @throws EngineError STEP_INVALID */
export function applyOptimizer(optimizer: Optimizer, arguments_: OptimizerArguments): OptimizerResult {
  const { kind } = optimizer;
  checkSameShapes('STEP_INVALID', `What the step gives the optimizer ${kind} as gradients`, arguments_.gradients, arguments_.parameters);
  checkHyper(optimizer);
  const result = optimizer.update(arguments_);
  checkSameShapes('STEP_INVALID', `What the optimizer ${kind} returned as parameters`, result.parameters, arguments_.parameters);
  checkSameShapes('STEP_INVALID', `What the optimizer ${kind} returned as slots`, result.slots, arguments_.slots);
  return result;
}

function checkHyper({ kind, hyper }: Optimizer): void {
  if (!isKnownKind(kind)) return;
  for (const name of knownOptimizers[kind].hyper) {
    const value = hyper[name];
    if (value !== undefined && Number.isFinite(value)) continue;
    throw new EngineError(
      'STEP_INVALID',
      `The optimizer ${kind} has the hyperparameter ${name} ${value}; it must be a finite number. Set it, or give the optimizer another kind.`,
    );
  }
}
