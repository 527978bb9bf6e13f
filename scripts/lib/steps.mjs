import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A step that failed in a way the person can mend: the message says how. */
export class StepError extends Error {}

/**
 * Runs a program with its output shown, or, where it is `quiet`, gathered and given to `onLine` line by line; resolves with its exit code.
 * Signals named in `forward` go on to it. `onStart` is given the process.
 */
export function run(program, arguments_, { quiet = false, forward = [], onLine, onStart, ...options } = {}) {
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
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output }));
  });
}

/** Runs a program quietly; where it fails, its output and the remedy are the error. */
export async function must(program, arguments_, remedy, options = {}) {
  const { code, output } = await run(program, arguments_, { quiet: true, ...options });
  if (code !== 0) throw new StepError(`${output.trim()}\n\n${program} ended with exit code ${code}. ${remedy}`);
}

/** Wraps a script's main function: a sentence instead of a stack for what a person can mend. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`✗ ${error instanceof StepError ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
