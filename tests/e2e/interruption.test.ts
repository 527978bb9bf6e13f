import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, interruptProcess, startHourglass } from '../support/hourglass.ts';
import { freePort, untilHealthy } from '../support/listening.ts';
import { descendantsOf, stillRunning, untilDescendant } from '../support/processes.ts';

/** Forces a build of the pages, so that there is one to interrupt. */
const force = { TURBO_FORCE: 'true' };

interface Up {
  readonly child: ChildProcess;
  readonly home: string;
  readonly url: string;
  /** Resolves once a matching line has been printed. */
  readonly hasPrinted: (line: RegExp) => Promise<void>;
}

interface Moment {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly reached: (up: Up) => Promise<unknown>;
  /** Whether the case is repeated with `kill -9`. */
  readonly isKilled?: boolean;
}

const moments: readonly Moment[] = [
  { name: 'workers load', reached: ({ child }) => untilDescendant(child.pid, /main\.ts worker/) },
  { name: 'pages are built', env: force, reached: ({ child }) => untilDescendant(child.pid, /next.* build|pnpm.* build/), isKilled: true },
  { name: 'the server starts', reached: ({ child }) => untilDescendant(child.pid, /serve\/main\.mjs/) },
  { name: 'a baseline is fitted beside a network', reached: ({ hasPrinted }) => hasPrinted(/(?:run \w+: started[\s\S]*){2}/) },
  { name: 'a network is trained', reached: ({ hasPrinted }) => hasPrinted(/Epoch 1 ended/), isKilled: true },
  { name: 'a page listens', reached: listen, isKilled: true },
];

describe.runIf(process.platform === 'linux')('hourglass up', () => {
  it.each(moments)('ends at Ctrl-C while $name, and leaves no process', ({ env, reached }) =>
    withUp(env, async (up) => {
      await reached(up);
      const children = await descendantsOf(up.child.pid);
      expect(children.length).toBeGreaterThan(0);
      expect(await interruptProcess(up.child)).toBe(130);
      expect(await stillRunning(children)).toEqual([]);
      await expect(access(join(up.home, 'owner.json'))).rejects.toThrow('ENOENT');
      expect(await statesOf(up.home)).not.toContain('running');
    }),
  );

  it('ends immediately at a second Ctrl-C', () =>
    withUp(force, async (up) => {
      await up.hasPrinted(/run \w+: started/);
      const children = await descendantsOf(up.child.pid);
      up.child.kill('SIGINT');
      await up.hasPrinted(/Interrupted/);
      expect(await interruptProcess(up.child)).toBe(130);
      await untilGone(children);
    }));

  it.each(moments.filter(({ isKilled }) => isKilled))('ends all its processes when it is killed while $name', ({ env, reached }) =>
    withUp(env, async (up) => {
      await reached(up);
      const children = await descendantsOf(up.child.pid);
      const ended = once(up.child, 'exit');
      up.child.kill('SIGKILL');
      await ended;
      await untilGone(children);
    }),
  );
});

/** A baseline that takes seconds to fit, and a network that trains for longer than any of these tests. */
const spec = 'version: 1\nmodel: { dimensions: [784, 64, 8] }\ntraining: { batchSize: 100, epochs: 1000 }\nbaselines: [pca]\n';

/** Runs `hourglass up` on a home with a sweep to train. */
async function withUp(env: Readonly<Record<string, string>> | undefined, work: (up: Up) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const port = await freePort();
    const home = join(folder, 'home');
    const example = join(folder, 'spec.yaml');
    await writeFile(example, spec);
    const flags = ['--home', home, '--port', String(port), '--workers', '1', '--example', example];
    const child = startHourglass(['up', ...flags], env);
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text += chunk;
    });
    const hasPrinted = async (line: RegExp) => {
      while (!line.test(text)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`hourglass up ended, having said:\n${text}`);
        await sleep(20);
      }
    };
    try {
      await work({ child, home, url: `http://127.0.0.1:${port}`, hasPrinted });
    } finally {
      await interruptProcess(child);
    }
  });
}

/** Keeps a stream of live updates open, like a page. */
async function listen({ child, url }: Up): Promise<void> {
  await untilHealthy(url, child);
  const input = encodeURIComponent(JSON.stringify({ lastEventId: 0 }));
  const stream = await fetch(`${url}/api/trpc/live.changes?input=${input}`);
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  // The first chunk shows that the server has registered the client.
  await stream.body?.getReader().read();
}

async function statesOf(home: string): Promise<readonly string[]> {
  const { stdout } = await hourglass('runs', 'ls', '--json', '--home', home);
  return z
    .array(z.object({ state: z.string() }))
    .parse(JSON.parse(stdout))
    .map(({ state }) => state);
}

async function untilGone(processes: Awaited<ReturnType<typeof descendantsOf>>): Promise<void> {
  while ((await stillRunning(processes)).length > 0) await sleep(50);
}
