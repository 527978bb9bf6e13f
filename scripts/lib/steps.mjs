import { spawn } from 'node:child_process';

/** A step that failed in a way the person can mend: the message says how. */
export class StepError extends Error {}

/** A step that is done sooner than this, in milliseconds, says so only when it is done. */
const noticeable = 500;

/** Runs one step of a script, and says what it does, how long it took, or what to do where it failed. */
export async function step(name, doing, work) {
  const started = performance.now();
  const announcement = setTimeout(() => process.stderr.write(`  ${doing} …\n`), noticeable);
  const result = await work().finally(() => clearTimeout(announcement));
  const detail = typeof result === 'string' ? ` (${result})` : '';
  process.stderr.write(`✓ ${name}${detail}  ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Runs a program with its output shown; resolves with its exit code. Signals named in `forward` go on to it. */
export function run(program, arguments_, { quiet = false, forward = [], ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, arguments_, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', 'inherit'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    for (const signal of forward) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output }));
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
