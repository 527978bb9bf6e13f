import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A failure that the user can fix: the message says how. */
export class StepError extends Error {}

/** The user interrupted the script. */
class Interrupted extends StepError {}

const interruptions = ['SIGINT', 'SIGTERM'];

/** A signal that aborts at the first Ctrl-C or SIGTERM. Until `end` is called, neither ends this process. */
export function interruption() {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Interrupted('Interrupted. No partial files were left; run the same command again.'));
  for (const signal of interruptions) process.on(signal, interrupt);
  const end = () => {
    for (const signal of interruptions) process.off(signal, interrupt);
  };
  return { signal: controller.signal, end };
}

/**
 * Runs a program and resolves with its exit code. Its output is shown; if `quiet`, it is collected and passed to `onLine` line by line.
 * Signals named in `forward` are forwarded. `onStart` receives the process. An abort of `signal` sends SIGTERM.
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
    if (abort?.aborted) stop();
    child.once('error', reject);
    // `close` follows the end of both output streams.
    child.once(quiet ? 'close' : 'exit', (code, signal) => {
      abort?.removeEventListener('abort', stop);
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output });
    });
  });
}

/** Runs a program quietly; if it fails, the error contains its output and the remedy. */
export async function must(program, arguments_, remedy, options = {}) {
  const { code, output } = await run(program, arguments_, { quiet: true, ...options });
  options.signal?.throwIfAborted();
  if (code !== 0) throw new StepError(`${output.trim()}\n\n${program} ended with exit code ${code}. ${remedy}`);
}

/** Wraps a script's main function: errors that the user can fix are printed as a message without a stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`✗ ${error instanceof StepError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = error instanceof Interrupted ? 130 : 1;
  }
}
