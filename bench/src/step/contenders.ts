import { join } from 'node:path';
import { peersFolder, type StepEnvironment } from '../peers/environments.ts';

interface OwnContender {
  readonly name: string;
  readonly mode: 'session' | 'xla' | 'eager';
}
interface PeerContender {
  readonly name: string;
  readonly environment: StepEnvironment;
  readonly variant: string;
}
export type Contender = OwnContender | PeerContender;

/** The contenders. A peer needs a row here and a variant in `peers/step_<environment>.py`. */
export const contenders: readonly [OwnContender, OwnContender, ...Contender[]] = [
  { name: 'Hourglass, session', mode: 'session' },
  { name: 'Hourglass, XLA loop', mode: 'xla' },
  { name: 'eager TensorFlow.js', mode: 'eager' },
  { name: 'TensorFlow `tf.function`, Keras Adam', environment: 'tensorflow', variant: 'keras-adam' },
  { name: 'TensorFlow `tf.function`, ResourceApplyAdam', environment: 'tensorflow', variant: 'fused-adam' },
  { name: 'TensorFlow `tf.function`, a round of steps in one call', environment: 'tensorflow', variant: 'fused-adam-loop' },
  { name: 'TensorFlow XLA, a round of steps in one call', environment: 'tensorflow', variant: 'fused-adam-loop-xla' },
  { name: 'PyTorch eager', environment: 'pytorch', variant: 'eager' },
  { name: 'PyTorch eager, fused Adam', environment: 'pytorch', variant: 'fused-adam' },
  { name: 'PyTorch `torch.compile`, fused Adam', environment: 'pytorch', variant: 'compiled' },
  { name: 'JAX `jit`, a step a call', environment: 'jax', variant: 'jit' },
  { name: 'JAX `lax.scan`, a round of steps in one call', environment: 'jax', variant: 'scan' },
];

export type Program = readonly [string, ...string[]];

/** Contenders of ours run TensorFlow.js; those of Hourglass alone are compared with the best peer. */
export const isOurs = ({ name }: { readonly name: string }): boolean => name.startsWith('Hourglass');

export function ownProgram({ mode }: OwnContender): Program {
  return [process.execPath, join(import.meta.dirname, 'own-contender-program.ts'), mode];
}

export function peerProgram({ environment, variant }: PeerContender, python: string): Program {
  return [python, join(peersFolder, `step_${environment}.py`), variant];
}

/** Environment variables that limit each library to one thread. */
export const oneThread: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  JAX_PLATFORMS: 'cpu',
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false',
};
