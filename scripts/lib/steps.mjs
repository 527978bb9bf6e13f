import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A step that failed in a way the person can mend: the message says how. */
export class StepError extends Error {}

/** Ended by the person. */
class Interrupted extends StepError {}

/** Aborts at the first Ctrl-C or SIGTERM. */
export function interruption() {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Interrupted('Interrupted. Nothing half-written was left; the same command starts again.'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);
  return controller.signal;
}

/**
 * Runs a program with its output shown, or, where it is `quiet`, gathered and given to `onLine` line by line; resolves with its exit code.
 * Signals named in `forward` go on to it. `onStart` is given the process. An abort of `signal` asks it to end.
 */
export function run(program, arguments_, { quiet = false, forward = [], onLine, onStart, signal: abort, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, arguments_, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', 'inherit'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      if (!quiet || stream === null) continue;
      stream.on('data', (chunk) => (output += chunk));
      if (onLine !== undefined) createInterface({ input: stream }).on('line', onLine);
    }
    onStart?.(child);
    for (const signal of forward) process.on(signal, () => child.kill(signal));
    const stop = () => child.kill('SIGTERM');
    abort?.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    // What is quiet is read to its end.
    child.once(quiet ? 'close' : 'exit', (code, signal) => {
      abort?.removeEventListener('abort', stop);
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output });
    });
  });
}

/** Runs a program quietly; where it fails, its output and the remedy are the error. */
export async function must(program, arguments_, remedy, options = {}) {
  const { code, output } = await run(program, arguments_, { quiet: true, ...options });
  options.signal?.throwIfAborted();
  if (code !== 0) throw new StepError(`${output.trim()}\n\n${program} ended with exit code ${code}. ${remedy}`);
}

/** Wraps a script's main function: a sentence instead of a stack for what a person can mend. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`✗ ${error instanceof StepError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = error instanceof Interrupted ? 130 : 1;
  }
}
