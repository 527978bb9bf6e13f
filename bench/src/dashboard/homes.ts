import { join } from 'node:path';
import { z } from 'zod';
import { measureProcesses } from '../measuring/measure-processes.ts';

export const homeNames = ['few', 'many', 'long', 'wide', 'deep'] as const;
export type HomeName = (typeof homeNames)[number];

/** What a home holds: runs of real shapes over many sweeps, one sweep with long curves, or very many sweeps. */
export type HomeContent =
  | {
      readonly runs: number;
      /** Parameters beyond the real ones, each a column. */
      readonly extraValues: number;
      /** How many runs, the first ones, have a cost for every step. */
      readonly curves: number;
    }
  | { readonly longRuns: number; readonly points: number }
  | { readonly sweeps: number; readonly runsPerSweep: number };

export const homes = {
  few: { runs: 2_000, extraValues: 0, curves: 10 },
  many: { runs: 10_000, extraValues: 180, curves: 10 },
  long: { longRuns: 100, points: 1_000_000 },
  wide: { sweeps: 20_000, runsPerSweep: 1 },
  deep: { sweeps: 2_000, runsPerSweep: 50 },
} as const satisfies Record<HomeName, HomeContent>;

const filledSchema = z.object({
  /** A sweep, a run of it, another run (of another sweep if each has one), and ids of its runs that have curves. */
  sweep: z.string(),
  run: z.string(),
  otherRun: z.string(),
  curves: z.array(z.string()).readonly(),
  /** All runs for other trackers, as a file: see `run-list.ts`. */
  list: z.string(),
});
export type FilledHome = z.output<typeof filledSchema> & { readonly home: string };

/** Fills a home in a child process, so that its memory is freed afterwards. */
export async function fillHome(name: HomeName, folder: string): Promise<FilledHome> {
  const home = join(folder, name);
  const program = [process.execPath, join(import.meta.dirname, 'fill-home-program.ts'), name, home] as const;
  const { outputs } = await measureProcesses([{ program, folder }]);
  return { home, ...filledSchema.parse(JSON.parse(outputs[0] ?? '')) };
}
