import { execFile } from 'node:child_process';
import { cpus, hostname } from 'node:os';
import { promisify } from 'node:util';
import type { Provenance } from '@hourglass/db';
import type { EngineReport } from '@hourglass/engine';
import hourglass from '../../../../package.json' with { type: 'json' };
import trainer from '../../package.json' with { type: 'json' };

const run = promisify(execFile);

/** What happened where: recorded with every run. */
export async function describeProvenance(engine: EngineReport): Promise<Provenance> {
  return {
    engine: engine.name,
    engineVersion: engine.version,
    libraryVersion: engine.libraryVersion,
    threads: engine.threads,
    packages: { hourglass: hourglass.version, '@tensorflow/tfjs': engine.version, ...exactVersions(trainer.dependencies) },
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    hostname: hostname(),
    cpu: cpus()[0]?.model ?? 'unknown',
    pid: process.pid,
    ...(await gitState()),
  };
}

/** Workspace packages share the project's own version. */
function exactVersions(dependencies: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(dependencies).filter(([, version]) => /^\d/.test(version)));
}

/** Of the code that trains. Null where it is no git checkout. */
async function gitState(): Promise<Pick<Provenance, 'gitCommit' | 'gitDirty'>> {
  try {
    const options = { cwd: import.meta.dirname };
    const [commit, status] = await Promise.all([
      run('git', ['rev-parse', 'HEAD'], options),
      run('git', ['status', '--porcelain'], options),
    ]);
    return { gitCommit: commit.stdout.trim(), gitDirty: status.stdout.trim() !== '' };
  } catch {
    // No git, no repository, or no commit yet: provenance says so by being null.
    return { gitCommit: null, gitDirty: null };
  }
}
