import { execFile } from 'node:child_process';
import { cpus, hostname } from 'node:os';
import { promisify } from 'node:util';
import type { Provenance } from '@hourglass/db';
import type { EngineReport } from '@hourglass/engine';
import { packageVersions } from './package-versions.ts';

const run = promisify(execFile);

/** Where and with which code a run was trained; recorded with every run. */
export async function describeProvenance(engine: EngineReport): Promise<Provenance> {
  return {
    engine: engine.name,
    engineVersion: engine.version,
    libraryVersion: engine.libraryVersion,
    threads: engine.threads,
    packages: await packageVersions(),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    hostname: hostname(),
    cpu: cpus()[0]?.model ?? 'unknown',
    pid: process.pid,
    ...(await gitState()),
  };
}

/** The commit of the training code; null outside a git checkout. */
async function gitState(): Promise<Pick<Provenance, 'gitCommit' | 'gitDirty'>> {
  try {
    const options = { cwd: import.meta.dirname };
    const [commit, status] = await Promise.all([
      run('git', ['rev-parse', 'HEAD'], options),
      run('git', ['status', '--porcelain'], options),
    ]);
    return { gitCommit: commit.stdout.trim(), gitDirty: status.stdout.trim() !== '' };
  } catch {
    // No git, no repository, or no commit yet: null.
    return { gitCommit: null, gitDirty: null };
  }
}
