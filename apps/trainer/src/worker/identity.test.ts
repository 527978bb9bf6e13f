import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isProcessAlive, workerIdentity } from './identity.ts';

describe('isProcessAlive', () => {
  it('knows this process by its number and start', () => {
    const identity = workerIdentity();
    expect(identity.pid).toBe(process.pid);
    expect(isProcessAlive(identity)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('takes no other process of the same number for it', () => {
    const identity = workerIdentity();
    expect(isProcessAlive({ ...identity, startedAt: identity.startedAt - 1 })).toBe(false);
  });

  it('knows that a process is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(isProcessAlive({ pid: child.pid ?? 0, startedAt: 0 })).toBe(false);
  });
});
