import {
  env,
  getKernel,
  type KernelBackend,
  type KernelFunc,
  registerKernel,
  setBackend,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { EngineError } from '../errors.ts';

/** Makes WebAssembly the backend of this process. One thread: its threaded build needs a browser's workers. */
export async function openWasm(): Promise<void> {
  // Registers the gradients; the backend alone has only forward kernels.
  await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  transposeBeforeProducts();
  if (!(await setBackend('wasm'))) {
    throw new EngineError('ENGINE_UNAVAILABLE', 'The wasm engine did not start: this Node has no WebAssembly. Use the pinned Node.');
  }
}

let replaced = false;

/**
 * The backend uses XNNPACK only where no operand is transposed, and otherwise a plain loop that is several times slower
 * (tfjs-backend-wasm 4.22, BatchMatMul.cc). Transposing first costs one pass over the operand.
 */
function transposeBeforeProducts(): void {
  const product = getKernel('BatchMatMul', 'wasm');
  const transpose = getKernel('Transpose', 'wasm');
  if (replaced || product === undefined || transpose === undefined) return;
  replaced = true;
  unregisterKernel('BatchMatMul', 'wasm');
  registerKernel({ ...product, kernelFunc: withoutTransposing(product.kernelFunc, transpose.kernelFunc) });
}

const transposing = z.looseObject({ transposeA: z.boolean(), transposeB: z.boolean() });

function withoutTransposing(multiply: KernelFunc, transpose: KernelFunc): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const { transposeA, transposeB } = transposing.parse(attrs);
    const temporary: TensorInfo[] = [];
    const plain = (x: TensorInfo | undefined, isTransposed: boolean): TensorInfo => {
      if (x === undefined) throw new EngineError('OPERATION_FAILED', 'A product needs two operands.');
      if (!isTransposed) return x;
      const axes = x.shape.map((_, axis) => axis);
      const result = transpose({ inputs: { x }, backend, attrs: { perm: [...axes.slice(0, -2), axes.length - 1, axes.length - 2] } });
      const transposed = Array.isArray(result) ? result[0] : result;
      if (transposed === undefined) throw new EngineError('OPERATION_FAILED', 'A transposition gave no result.');
      temporary.push(transposed);
      return transposed;
    };
    const result = multiply({
      inputs: { a: plain(inputs.a, transposeA), b: plain(inputs.b, transposeB) },
      backend,
      attrs: { transposeA: false, transposeB: false },
    });
    for (const { dataId } of temporary) (backend as KernelBackend).disposeData(dataId);
    return result;
  };
}
