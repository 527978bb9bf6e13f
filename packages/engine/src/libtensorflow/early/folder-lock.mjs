import { mkdir, rm, rmdir, stat, utimes } from 'node:fs/promises';

/** Milliseconds without a touch after which a lock is stale: its process was killed. */
const staleAfter = 10_000;
const touchEvery = 3_000;

/**
 * Acquires the lock on a path: a folder beside it, created by the first process and touched regularly while it is held.
 *
 * @param {string} path
 * @param {() => void} onLost called when another process took the lock, for example because the machine was asleep
 * @returns {Promise<(() => Promise<void>) | null>} releases it; null where another process has it
 */
export async function lockPath(path, onLost) {
  const lock = `${path}.lock`;
  if (!(await makeFolder(lock))) {
    const age = await ageOf(lock);
    if (age !== null && age < staleAfter) return null;
    await rm(lock, { recursive: true, force: true });
    if (!(await makeFolder(lock))) return null;
  }
  const { ino } = await stat(lock);
  const timer = setInterval(async () => {
    const now = new Date();
    const held = await stat(lock).catch(() => null);
    if (held?.ino === ino) return utimes(lock, now, now).catch(() => {});
    clearInterval(timer);
    onLost();
  }, touchEvery);
  timer.unref();
  return async () => {
    clearInterval(timer);
    const held = await stat(lock).catch(() => null);
    if (held?.ino === ino) await rmdir(lock);
  };
}

/** @param {string} folder */
async function makeFolder(folder) {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Milliseconds since the last touch. Null where the folder does not exist.
 *
 * @param {string} path
 */
async function ageOf(path) {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: null }));
  return mtimeMs === null ? null : Date.now() - mtimeMs;
}
