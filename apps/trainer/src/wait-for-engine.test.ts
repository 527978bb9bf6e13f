import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const module = fileURLToPath(new URL('./wait-for-engine.ts', import.meta.url));
const program = `
const { waitForEngineReady } = await import(${JSON.stringify(module)});
const interrupted = new AbortController();
process.on('SIGTERM', () => interrupted.abort());
process.stderr.write('listening');
process.stdout.write(String(await waitForEngineReady(interrupted.signal)));
`;

/** A process that listens on the pipe, and the output of the process. */
function listen() {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const { stdout, stderr, stdio } = child;
  const pipe = stdio[3];
  if (stdout === null || stderr === null || !(pipe instanceof Writable)) throw new Error('the process has no pipes');
  return { child, pipe, listening: once(stderr, 'data'), heard: text(stdout) };
}

it('reports that the engine is ready', async () => {
  const { pipe, heard } = listen();
  pipe.end('ready');
  expect(await heard).toBe('true');
});

it('reports that the parent ended without a message', async () => {
  const { pipe, heard } = listen();
  pipe.end();
  expect(await heard).toBe('false');
});

it('stops listening after an interruption', async () => {
  const { child, listening, heard } = listen();
  await listening;
  child.kill('SIGTERM');
  expect(await heard).toBe('false');
});
