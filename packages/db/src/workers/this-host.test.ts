import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProcessState } from '../contract/hosts.ts';
import { thisHost, thisProcess } from './this-host.ts';

const onLinux = it.runIf(process.platform === 'linux');

/** Starts a child process that waits, and returns its identity. */
async function waitingChild() {
  const child = spawn(process.execPath, [
    '-e',
    'process.stdout.write(require("fs").readFileSync("/proc/self/stat")); setInterval(() => {}, 1e6)',
  ]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [stat] = (await once(child.stdout, 'data')) as [Buffer];
  const startedAt = Number(stat.toString().split(') ')[1]?.split(' ')[19]);
  return { child, identity: { pid: pidOf(child), startedAt } };
}

function pidOf({ pid }: { readonly pid?: number | undefined }): number {
  if (pid === undefined) throw new Error('The process was not started.');
  return pid;
}

async function until(pid: { readonly pid: number; readonly startedAt: number }, state: ProcessState): Promise<void> {
  while (thisHost.processState(pid) !== state) await sleep(5);
}

describe('the state of a process', () => {
  it('is alive for this one, known by its number and start', () => {
    const identity = thisProcess();
    expect(identity.pid).toBe(process.pid);
    expect(thisHost.processState(identity)).toBe('alive');
  });

  onLinux('is gone where another process has its number', () => {
    const identity = thisProcess();
    expect(thisHost.processState({ ...identity, startedAt: identity.startedAt - 1 })).toBe('gone');
  });

  it('is gone after its end', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(thisHost.processState({ pid: pidOf(child), startedAt: 0 })).toBe('gone');
  });

  onLinux('is suspended while it is stopped by a signal, and alive again after', async () => {
    const { child, identity } = await waitingChild();
    await until(identity, 'alive');
    child.kill('SIGSTOP');
    await until(identity, 'suspended');
    child.kill('SIGCONT');
    await until(identity, 'alive');
  });

  onLinux('is gone for one that was killed and whose parent does not ask how it ended', async () => {
    // The shell replaces itself by a program that never reaps the child left by the shell.
    const parent = spawn('sh', ['-c', 'sleep 1000 & echo $! $(cut -d" " -f22 /proc/$!/stat); exec sleep 1000']);
    onTestFinished(() => {
      parent.kill('SIGKILL');
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const [pid = 0, startedAt = 0] = line.toString().trim().split(' ').map(Number);
    expect(thisHost.processState({ pid, startedAt })).toBe('alive');
    while (!(await commandOf(pidOf(parent))).startsWith('sleep')) await sleep(5);
    process.kill(pid, 'SIGKILL');
    await until({ pid, startedAt }, 'gone');
    // The process entry still exists, as a zombie.
    expect(() => process.kill(pid, 0)).not.toThrow();
  });
});

function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'latin1');
}
