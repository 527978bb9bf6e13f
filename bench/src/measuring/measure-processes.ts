import { spawn } from 'node:child_process';
import { BenchError } from '../errors.ts';
import { processesBelow, readSystemFile, sharedBytes } from './inspect-processes.ts';
import { parseStat } from './process-files.ts';

export interface MeasuredProgram {
  readonly program: readonly [string, ...string[]];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Consumption {
  readonly wallSeconds: number;
  /** User and system time of all processes. NaN where the system does not report it. */
  readonly cpuSeconds: number;
  /** Largest sampled sum over all processes, shared pages counted once, in bytes. NaN where the system does not report it. */
  readonly peakBytes: number;
}
export interface Finished extends Consumption {
  readonly outputs: readonly string[];
}

/** Milliseconds between samples. Each sample makes the kernel walk all page tables, so that more frequent ones would disturb the measurement. */
const sampleInterval = 1000;

/** Runs programs in parallel until all have ended. @throws BenchError COMMAND_FAILED with the end of the output of one that failed */
export async function measureProcesses(programs: readonly MeasuredProgram[]): Promise<Finished> {
  const cpuBefore = await childrenCpuSeconds();
  const peakOf = watchMemory();
  const started = performance.now();
  const outcomes = await Promise.allSettled(programs.map(start));
  const wallSeconds = (performance.now() - started) / 1000;
  const peakBytes = await peakOf();
  const outputs = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  return { wallSeconds, cpuSeconds: (await childrenCpuSeconds()) - cpuBefore, peakBytes, outputs };
}

/** Samples the memory of all children until the returned function is called, which returns the largest sum. */
function watchMemory(): () => Promise<number> {
  let peak = Number.NaN;
  let sampling = Promise.resolve();
  const sample = () => {
    sampling = sampling.then(async () => {
      const bytes = await sharedBytes(await processesBelow(process.pid));
      if (bytes > 0) peak = Number.isNaN(peak) ? bytes : Math.max(peak, bytes);
    });
  };
  const timer = setInterval(sample, sampleInterval);
  return async () => {
    clearInterval(timer);
    await sampling;
    return peak;
  };
}

function start({ program: [command, ...arguments_], folder, env }: MeasuredProgram): Promise<string> {
  const { INIT_CWD: _, HOURGLASS_HOME: __, ...inherited } = process.env;
  const child = spawn(command, arguments_, { cwd: folder, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let lastWords = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new BenchError('COMMAND_FAILED', `${command} ended (${signal ?? `exit code ${code}`}): ${lastWords.trim()}`));
    });
  });
}

/** CPU seconds of all descendants of this process that have ended. */
export async function childrenCpuSeconds(): Promise<number> {
  const stat = await readSystemFile('/proc/self/stat');
  return stat === null ? Number.NaN : parseStat(stat).childrenCpuSeconds;
}
