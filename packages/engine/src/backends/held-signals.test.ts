import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Whether a process's main thread currently blocks SIGUSR2. */
async function holdsSignal(pid: number | undefined): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const mask = BigInt(`0x${/^SigBlk:\s*(\w+)$/m.exec(status)?.[1] ?? '0'}`);
  return ((mask >> BigInt(constants.signals.SIGUSR2 - 1)) & 1n) === 1n;
}

// Without native/hold-signals.h, signals cause occasional wrong results and crashes.
it.runIf(process.platform === 'linux')(
  'holds signals back while TensorFlow computes, and computes the same results while many arrive',
  async () => {
    const child = fork(fileURLToPath(new URL('../testing/held-signals-program.ts', import.meta.url)), { stdio: 'inherit' });
    const ended = once(child, 'exit');
    await once(child, 'message');
    const observations: Promise<boolean>[] = [];
    const sending = setInterval(() => {
      child.kill('SIGUSR2');
      observations.push(holdsSignal(child.pid));
    }, 1);
    await Promise.race([sleep(2_000), ended]);
    // The signals stop before the child is told to exit, because it handles none during teardown.
    clearInterval(sending);
    const result = Promise.race([once(child, 'message'), ended]);
    if (child.connected) child.send('end');
    const [outcome] = await result;
    expect(outcome).toEqual({ wrong: 0 });
    expect(await ended).toEqual([0, null]);
    expect(await Promise.all(observations)).toContain(true);
  },
);
