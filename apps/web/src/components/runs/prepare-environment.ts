import type { Provenance } from '@hourglass/db';

/** Engine, machine, commit and package versions of a run, as pairs of name and value. */
export function prepareEnvironment(provenance: Provenance): readonly { readonly name: string; readonly value: string }[] {
  const { engine, engineVersion, libraryVersion, threads, cpu, hostname, platform, node, pid, gitCommit, gitDirty, packages } = provenance;
  return [
    { name: 'engine', value: `${engine} ${engineVersion}` },
    { name: 'library', value: libraryVersion ?? 'none' },
    { name: 'threads', value: String(threads) },
    { name: 'processor', value: cpu },
    { name: 'host', value: `${hostname}, process ${pid}` },
    { name: 'platform', value: platform },
    { name: 'Node', value: node },
    { name: 'commit', value: commitText(gitCommit, gitDirty) },
    ...Object.entries(packages).map(([name, value]) => ({ name, value })),
  ];
}

function commitText(commit: string | null, isDirty: boolean | null): string {
  if (commit === null) return 'not a git checkout';
  return `${commit.slice(0, 10)}${isDirty === true ? ', with changes' : ''}`;
}
