import { z } from 'zod';
import { runCommand } from '../run-command.ts';
import type { SourceFacts } from './choose-source.ts';
import { freeBytes } from './early/free-bytes.mjs';
import { system } from './library.ts';

type MachineFacts = Pick<SourceFacts, 'system' | 'glibc' | 'pip' | 'freeBytes'>;

/** Facts of this machine that decide which library can be downloaded into the cache. */
export async function machineFacts(cacheFolder: string, signal?: AbortSignal): Promise<MachineFacts> {
  const pip = await runCommand('python3', ['-m', 'pip', '--version'], { signal });
  return { system, glibc: glibcVersion(), pip: pip.exitCode === 0, freeBytes: await freeBytes(cacheFolder) };
}

const report = z.looseObject({ header: z.looseObject({ glibcVersionRuntime: z.string().optional() }) });

function glibcVersion(): string | null {
  return report.parse(process.report.getReport()).header.glibcVersionRuntime ?? null;
}
