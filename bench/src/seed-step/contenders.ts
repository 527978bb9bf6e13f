import { join } from 'node:path';
import { peersFolder, type StepEnvironment } from '../peers/environments.ts';

interface OwnContender {
  readonly name: string;
  readonly mode: 'compiled' | 'eager';
}
interface PeerContender {
  readonly name: string;
  readonly environment: StepEnvironment;
  readonly variant: string;
}
export type Contender = OwnContender | PeerContender;

/** The contenders. A peer needs a row here and a variant in `peers/step_<environment>.py`. */
export const contenders: readonly [OwnContender, ...Contender[]] = [
  { name: 'Hourglass', mode: 'compiled' },
  { name: 'eager TensorFlow.js', mode: 'eager' },
  { name: 'TensorFlow `tf.function`, Keras Adam', environment: 'tensorflow', variant: 'keras-adam' },
  { name: 'TensorFlow `tf.function`, ResourceApplyAdam', environment: 'tensorflow', variant: 'fused-adam' },
  { name: 'the same, compiled by XLA', environment: 'tensorflow', variant: 'fused-adam-xla' },
  { name: 'the same, a round of steps in one call', environment: 'tensorflow', variant: 'fused-adam-loop' },
  { name: 'PyTorch eager', environment: 'pytorch', variant: 'eager' },
  { name: 'PyTorch eager, fused Adam', environment: 'pytorch', variant: 'fused-adam' },
  { name: 'PyTorch `torch.compile`, fused Adam', environment: 'pytorch', variant: 'compiled' },
  { name: 'JAX `jit`, a step a call', environment: 'jax', variant: 'jit' },
  { name: 'JAX `lax.scan`, a round of steps in one call', environment: 'jax', variant: 'scan' },
];

export type Program = readonly [string, ...string[]];

export function ownProgram({ mode }: OwnContender, threads: number): Program {
  return [process.execPath, join(import.meta.dirname, 'own-contender-program.ts'), mode, String(threads)];
}

export function peerProgram({ environment, variant }: PeerContender, python: string): Program {
  return [python, join(peersFolder, `step_${environment}.py`), variant];
}

/** Environment variables that limit each library to this many threads. */
export function threadVariables(threads: number): Readonly<Record<string, string>> {
  const count = String(threads);
  return {
    TF_NUM_INTRAOP_THREADS: count,
    TF_NUM_INTEROP_THREADS: count,
    TF_CPP_MIN_LOG_LEVEL: '2',
    OMP_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    JAX_PLATFORMS: 'cpu',
    ...(threads === 1 ? { XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false' } : {}),
  };
}
