import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('the probe listens on no port');
  return address.port;
}

/** Waits until the dashboard responds. @throws Error where `hourglass up` exits first */
export async function untilHealthy(url: string, up: ChildProcess): Promise<void> {
  for (;;) {
    if (up.exitCode !== null || up.signalCode !== null) throw new Error(`hourglass up ended: ${up.signalCode ?? up.exitCode}`);
    const healthy = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await sleep(100);
  }
}

/** Waits until a process prints a match. Returns a function that returns all output so far. @throws Error where the process exits first */
export function untilPrinted(child: ChildProcess, wanted: RegExp): Promise<() => string> {
  return new Promise((resolve, reject) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        text += chunk;
        if (wanted.test(text)) resolve(() => text);
      });
    }
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${signal ?? code} before it printed ${wanted}:\n${text}`)));
  });
}
