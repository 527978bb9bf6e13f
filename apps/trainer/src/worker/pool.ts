import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Store, witnessedMilliseconds } from '@hourglass/db';
import { isLibraryNote } from '@hourglass/engine/library-note';
import { messageOf } from '@hourglass/presentation';
import { lowerPriority } from '../lower-priority.ts';
import { countWorkers } from '../machine/decide-workers.ts';
import { endFirstWithoutMemory } from '../machine/end-first-without-memory.ts';
import { attributeMemoryKills, readMemoryKills } from '../machine/memory-kills.ts';
import { watchHung } from './watch-hung.ts';
import { watchLeases } from './watch-leases.ts';

export interface PoolOptions {
  readonly store: Store;
  readonly workers: number;
  readonly leaseMilliseconds: number;
  /** Only runs of this sweep. */
  readonly sweep?: string;
  /** Logs errors only. */
  readonly quiet?: boolean;
  readonly onLine: (line: string) => void;
  /** Called with the lowered number of workers, and the reason as the end of a sentence. */
  readonly onShrink?: (workers: number, because: string) => void;
  /** A sentence about this machine that explains why workers may end, added to every unexpected end. */
  readonly problem?: string | null;
  /** Number of processes that the kernel killed for lack of memory. */
  readonly memoryKills?: () => number;
}

/** Worker processes, one thread each. They end with this process, also when it is killed. */
export interface Pool {
  /** Lower than requested after workers ran out of memory. */
  readonly size: number;
  /** Tells every worker to checkpoint, release and exit. Kills a worker that takes too long; its run then resumes from its last checkpoint. */
  stop(): Promise<void>;
  /** Kills every worker at once. */
  kill(): void;
  /** Resolves with a sentence when workers can't start, so that nothing would ever finish. */
  readonly failed: Promise<string>;
}

const moreMemory = 'Give it more memory, or start fewer workers with --workers.';

/** The pool gives up after this many consecutive workers that ended before they were ready to train. */
const maxFailedStarts = 3;

/** Number of recent lines kept, so that each is printed once. */
const maxRememberedWarnings = 1_000;

/** V8 heap limit, without typed arrays. Without it V8 collects so late that a worker's memory grows with every hundred runs. */
const heapMegabytes = 256;

/** How often to check for out-of-memory kills of other processes. */
const killCheckMilliseconds = 10_000;

/** How long workers may take to end after their channel closes. */
const maxEndMilliseconds = 10_000;

export function startPool({ store, workers, leaseMilliseconds, sweep, quiet, onLine, ...options }: PoolOptions): Pool {
  const { problem = null, memoryKills = readMemoryKills, onShrink = () => {} } = options;
  const because = problem === null ? '' : `. ${problem}`;
  let size = workers;
  const kills = attributeMemoryKills(memoryKills);
  const checkingKills = setInterval(() => kills.check(), killCheckMilliseconds).unref();
  /** Workers that this process killed because they hung. */
  const killedHere = new Set<ChildProcess>();
  const children = new Set<ChildProcess>();
  const failure = Promise.withResolvers<string>();
  const warnings = new Set<string>();
  const replacing = new Set<Promise<void>>();
  let stopping = false;
  let failedStarts = 0;

  function start(): void {
    const arguments_ = ['worker', '--home', store.home, ...(sweep === undefined ? [] : ['--sweep', sweep]), ...(quiet ? ['--quiet'] : [])];
    const child = fork(join(import.meta.dirname, '..', 'main.ts'), arguments_, {
      execArgv: [...process.execArgv, `--max-old-space-size=${heapMegabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    if (child.pid !== undefined) {
      lowerPriority(child.pid);
      endFirstWithoutMemory(child.pid);
    }
    let isReady = false;
    let lastLine = '';
    children.add(child);
    // A process that the system could not start has no exit event.
    child.once('error', (error) => {
      lastLine = messageOf(error);
      if (child.pid !== undefined) return;
      children.delete(child);
      if (stopping) return;
      failure.resolve(`A worker can't be started: ${lastLine}${because}`);
    });
    // The only message from a worker to its parent.
    child.once('message', () => {
      isReady = true;
      failedStarts = 0;
    });
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (isLibraryNote(line)) return;
        lastLine = line;
        // Every worker reports the same problem with the machine; print it once.
        if (!warnings.has(line)) onLine(line);
        if (warnings.size >= maxRememberedWarnings) warnings.clear();
        warnings.add(line);
      });
    }
    child.once('exit', (code, signal) => {
      children.delete(child);
      if (stopping) return;
      const ranOut = signal === 'SIGKILL' && !killedHere.delete(child) && kills.explain();
      if (ranOut && size > 1) {
        size--;
        onShrink(size, `memory ran out for ${countWorkers(size + 1)}`);
        onLine(
          `worker ${child.pid} was killed because memory ran out. The pool continues with ${countWorkers(size)} instead of ${size + 1}. ${moreMemory}`,
        );
        return;
      }
      const why = ranOut ? `memory ran out. ${moreMemory}` : (signal ?? `exit code ${code}`);
      onLine(`worker ${child.pid} ended and is being replaced: ${why}${because}`);
      // A worker that was ready was ended by a person or by its run, which fails after three deaths.
      if (!isReady) failedStarts++;
      if (failedStarts >= maxFailedStarts) {
        failure.resolve(`Workers end as soon as they start. The last one printed: ${lastLine || 'nothing'}${because}`);
        return;
      }
      if (isReady) replacing.add(replace());
      else start();
    });
  }

  /**
   * Counts the death of a worker against its run, because this process survived it. The store counts a death that was observed for
   * `witnessedMilliseconds`; a new worker that starts earlier would only end the lease.
   */
  async function replace(): Promise<void> {
    await watch.check();
    await sleep(witnessedMilliseconds);
    await watch.check();
    if (!stopping) start();
  }

  for (let index = 0; index < workers; index++) start();
  // Also without workers: a run whose worker died must not be shown as running in the dashboard.
  const watch = watchLeases({ store, warn: onLine }, leaseMilliseconds / 2);
  const childOf = (pid: number) => [...children].find((child) => child.pid === pid);
  const killHung = (pid: number) => {
    const child = childOf(pid);
    if (child === undefined) return;
    killedHere.add(child);
    child.kill('SIGKILL');
  };
  const hung = watchHung({ store, isOwn: (pid) => childOf(pid) !== undefined, kill: killHung, onLine });

  return {
    get size() {
      return size;
    },
    failed: failure.promise,
    async stop() {
      stopping = true;
      clearInterval(checkingKills);
      await hung.stop();
      const ended = [...children].map((child) => once(child, 'exit'));
      for (const child of children) if (child.connected) child.disconnect();
      const killing = setTimeout(() => {
        for (const child of children) child.kill('SIGKILL');
      }, maxEndMilliseconds);
      await Promise.all(ended);
      clearTimeout(killing);
      await Promise.all(replacing);
      await watch.stop();
    },
    kill() {
      stopping = true;
      clearInterval(checkingKills);
      for (const child of children) child.kill('SIGKILL');
    },
  };
}
