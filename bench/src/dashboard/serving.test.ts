import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { serve } from './serving.ts';

const server = (script: string) => ({
  name: 'A server',
  program: (port: number) => [process.execPath, '-e', script, String(port)] as const,
  health: '/',
});

/** A server whose response is the process id of its child, which would outlive it. */
const withChild = `
  const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  require('http').createServer((_, response) => response.end(String(child.pid))).listen(Number(process.argv[1]), '127.0.0.1');
`;

it.runIf(process.platform === 'linux')('serves during the work, reports the memory, and leaves nothing behind', async () => {
  const { child, memory } = await serve(server(withChild), async (served) => ({
    child: Number(await (await fetch(served.url)).text()),
    memory: await served.memory(),
  }));
  expect(memory.largest).toBeGreaterThan(10e6);
  expect(memory.all).toBeGreaterThan(10e6);
  while (isAlive(child)) await sleep(10);
});

it('reports the end of the output of a server that ends before it serves', async () => {
  const ending = server(`console.error('the port is taken'); process.exit(3)`);
  await expect(serve(ending, async () => 'served')).rejects.toThrow('A server ended (exit code 3): the port is taken');
});

it('reports a missing server', async () => {
  const missing = { ...server(''), program: () => ['no-such-program'] as const };
  await expect(serve(missing, async () => 'served')).rejects.toThrow('A server could not be started: spawn no-such-program ENOENT');
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
