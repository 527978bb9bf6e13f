import type { Provenance, RunExecutor } from '@hourglass/db';

/** Engine, executor, machine, commit and package versions of a run, as pairs of name and value. */
export function prepareEnvironment(
  provenance: Provenance,
  executor: RunExecutor | null,
): readonly { readonly name: string; readonly value: string }[] {
  const { engine, engineVersion, libraryVersion, threads, cpu, hostname, platform, node, pid, gitCommit, gitDirty, packages } = provenance;
  return [
    { name: 'engine', value: `${engine} ${engineVersion}` },
    { name: 'library', value: libraryVersion ?? 'none' },
    ...(executor === null ? [] : [{ name: 'executor', value: executorText(executor) }]),
    { name: 'threads', value: String(threads) },
    { name: 'processor', value: cpu },
    { name: 'host', value: `${hostname}, process ${pid}` },
    { name: 'platform', value: platform },
    { name: 'Node', value: node },
    { name: 'commit', value: commitText(gitCommit, gitDirty) },
    ...Object.entries(packages).map(([name, value]) => ({ name, value })),
  ];
}

function executorText({ name, reason }: RunExecutor): string {
  return reason === null ? name : `${name}: ${reason}`;
}

function commitText(commit: string | null, isDirty: boolean | null): string {
  if (commit === null) return 'not a git checkout';
  return `${commit.slice(0, 10)}${isDirty === true ? ', with changes' : ''}`;
}
