import { mkdir, rm, rmdir, stat, utimes } from 'node:fs/promises';

/** A lock that its holder has not touched for so long, in milliseconds, belongs to a killed process. */
const staleAfter = 10_000;
const touchEvery = 3_000;

/**
 * Takes the lock on a path: a folder beside it, made by whoever is first, and touched while it is held.
 *
 * @param {string} path
 * @param {() => void} onLost called when the lock was taken by another process: the machine was asleep, say
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
 * Milliseconds since it was touched; null where it is gone.
 *
 * @param {string} path
 */
async function ageOf(path) {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: null }));
  return mtimeMs === null ? null : Date.now() - mtimeMs;
}
