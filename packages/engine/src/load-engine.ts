import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { openCpu } from './backends/cpu.ts';
import { openTensorflow } from './backends/tensorflow.ts';
import { openWasm } from './backends/wasm.ts';
import { createEagerSteps } from './eager/eager-steps.ts';
import {
  type DeclinedEngine,
  type Engine,
  type EngineName,
  type EngineReport,
  engineNames,
  type GraphExecutor,
  type Program,
} from './engine.ts';
import { type EngineEnvironment, readEnvironment } from './env.ts';
import { EngineError } from './errors.ts';
import { createCompiledSteps } from './graph/compiled-steps.ts';
import { createCompiler } from './graph/compiler.ts';
import { nativeBackend } from './graph/native-backend.ts';
import { type Binding, locateBinding } from './libtensorflow/binding.ts';
import { locateCachedLibrary, locateUserLibrary } from './libtensorflow/locate.ts';
import { messageOf } from './message-of.ts';
import { orderTape } from './order-tape.ts';
import { guardProgram } from './program/guarded-program.ts';

export interface LoadEngineOptions {
  /** Threads of the native engine, within and between operations. Default 1: more are slower at typical sizes. */
  readonly threads?: number;
  /** Use only this engine. */
  readonly only?: EngineName;
  /** Whether the native engine runs steps as TensorFlow graphs. Default true. Otherwise it runs them operation by operation, as the others do. */
  readonly compiled?: boolean;
}

/**
 * Loads the best available engine: native TensorFlow, otherwise WebAssembly, otherwise plain JavaScript. It uses the cache that
 * `provision` (`npm run setup`) fills, or `LIBTENSORFLOW_PATH`, and never downloads or builds.
 *
 * A process has one instance of TensorFlow.js and one thread count of its native library. Load the engine once, in the main
 * thread: native code does not see the environment of a worker thread.
 *
 * @throws EngineError ENGINE_UNAVAILABLE where `only` names an engine that can't be loaded, INPUT_INVALID for a bad `threads`
 */
export async function loadEngine({ threads = 1, only, compiled = true }: LoadEngineOptions = {}): Promise<Engine> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new EngineError('INPUT_INVALID', `threads is ${threads}; it must be a whole number from 1 on. Leave it out for 1.`);
  }
  const declined: DeclinedEngine[] = [];
  for (const name of only === undefined ? engineNames : [only]) {
    const opened = await open(name, threads);
    if ('reason' in opened) declined.push(opened);
    else {
      orderTape();
      return createEngine(Object.freeze({ ...opened, name, version: version_core, declined: Object.freeze(declined) }), compiled);
    }
  }
  const why = declined
    .map(({ name, reason, remedy }) => `The ${name} engine can't be loaded: ${reason.replace(/\.?$/, '.')} ${remedy}`)
    .join(' ');
  throw new EngineError('ENGINE_UNAVAILABLE', why);
}

function createEngine(report: EngineReport, compiled: boolean): Engine {
  const activate = () => {
    setBackend(report.name);
  };
  const compiler = compiled && report.name === 'tensorflow' ? createCompiler(nativeBackend(), activate) : null;
  const stepsOf = (program: Program, executor: GraphExecutor) =>
    compiler === null ? createEagerSteps(program, activate) : createCompiledSteps(program, compiler, executor);
  return Object.freeze({
    report,
    compile: (program, { executor = 'session' } = {}) => guardProgram(program, () => stepsOf(program, executor)),
  } satisfies Engine);
}

type Opened = Pick<EngineReport, 'libraryVersion' | 'libraryPath' | 'threads'>;

async function open(name: EngineName, threads: number): Promise<Opened | DeclinedEngine> {
  switch (name) {
    case 'tensorflow':
      return openNative(threads);
    case 'wasm':
      await openWasm();
      return { libraryVersion: null, libraryPath: null, threads: 1 };
    case 'cpu':
      await openCpu();
      return { libraryVersion: null, libraryPath: null, threads: 1 };
  }
}

const setUp = 'Run `npm run setup`.';
let nativeThreads: number | null = null;

async function openNative(threads: number): Promise<Opened | DeclinedEngine> {
  if (nativeThreads !== null && nativeThreads !== threads) {
    throw new EngineError(
      'INPUT_INVALID',
      `threads is ${threads}, but this process has loaded the native library with ${nativeThreads}. Use one number in a process.`,
    );
  }
  try {
    const binding = await findBinding(readEnvironment());
    if (typeof binding === 'string') return { name: 'tensorflow', reason: binding, remedy: setUp };
    await openTensorflow(binding.path, threads);
    nativeThreads = threads;
    return { libraryVersion: binding.libraryVersion, libraryPath: binding.library.libraryFolder, threads };
  } catch (error) {
    const reason = messageOf(error);
    return { name: 'tensorflow', reason, remedy: addressSpaceRemedy(reason) ?? setUp };
  }
}

const limits = z.looseObject({ virtual_memory_bytes: z.looseObject({ soft: z.union([z.number(), z.string()]) }).optional() });

/** A remedy for too little memory or address space. The loader's message does not mention `ulimit -v`, the usual cause. Null for other causes. */
function addressSpaceRemedy(reason: string): string | null {
  if (!/failed to map segment|cannot allocate memory/i.test(reason)) return null;
  const { userLimits } = process.report.getReport() as { readonly userLimits?: unknown };
  const soft = limits.safeParse(userLimits).data?.virtual_memory_bytes?.soft;
  if (typeof soft !== 'number') return 'There is too little memory for it: free some, or raise its limit.';
  return `This process may have ${(soft / 1e9).toFixed(1)} GB of addresses (ulimit -v), which is too little for it: run \`ulimit -v unlimited\` first.`;
}

/** The binding to load, or why there is none. */
async function findBinding({ cacheFolder, libraryPath }: EngineEnvironment): Promise<Binding | string> {
  const library = libraryPath === null ? await locateCachedLibrary(cacheFolder) : await locateUserLibrary(libraryPath);
  if (library === null) return `No TensorFlow library is in the cache (${cacheFolder}).`;
  return (await locateBinding(cacheFolder, library)) ?? `No binding is built for the TensorFlow library in ${library.libraryFolder}.`;
}
