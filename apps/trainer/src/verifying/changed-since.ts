import type { Provenance } from '@hourglass/db';

/** Describes what has changed since a run was recorded, one sentence each. If bits differ, one of these changes is the cause. */
export function changedSince(recorded: Provenance | null, now: Provenance, isSameData: boolean): readonly string[] {
  const sentences = isSameData ? [] : ['data: the samples or their hashes differ from those it was trained on'];
  if (recorded === null) return [...sentences, 'it has no record of its environment'];
  const pairs: readonly (readonly [string, string, string])[] = [
    ['engine', `${recorded.engine} ${recorded.engineVersion}`, `${now.engine} ${now.engineVersion}`],
    ['library', recorded.libraryVersion ?? 'none', now.libraryVersion ?? 'none'],
    ['threads', `${recorded.threads}`, `${now.threads}`],
    ['processor', recorded.cpu, now.cpu],
    ['platform', recorded.platform, now.platform],
    ['Node', recorded.node, now.node],
    ['code', codeText(recorded), codeText(now)],
    ...Object.keys({ ...recorded.packages, ...now.packages }).map(
      (name) => [`package ${name}`, recorded.packages[name] ?? 'none', now.packages[name] ?? 'none'] as const,
    ),
  ];
  return [
    ...sentences,
    ...pairs.flatMap(([what, before, after]) => (before === after ? [] : [`${what}: recorded ${before}, now ${after}`])),
  ];
}

function codeText({ gitCommit, gitDirty }: Provenance): string {
  if (gitCommit === null) return 'unknown';
  return `${gitCommit.slice(0, 12)}${gitDirty ? ' with changes' : ''}`;
}
