import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, root } from '../support/hourglass.ts';
import { epochSchema, parseSummary, runSchema } from '../support/records.ts';

/**
 * A home of version 0.1.0 after its workers were killed. `Mixed` (12 runs over every kind of noise and optimizer) and `Search` (random)
 * are complete; one run of `Long` was at step 663 of 1,560, and the other was waiting. The archive also contains the data, the specs, and that
 * version's output of `sweeps ls --json` and `runs show --json` (`before.json`).
 */
const archive = join(root, 'tests/fixtures/home-0.1.0.tgz');

/** The original folder of the files; the stored specs contain its absolute path. */
const formerFolder = '/srv/example';

const beforeSchema = z.object({
  sweeps: z.array(z.object({ id: z.string(), name: z.string() })),
  runs: z.array(runSchema.pick({ id: true, sweep: true }).extend({ epochs: z.array(epochSchema) })),
});

const idsSchema = z.array(z.object({ id: z.string() }));

/** Results of the two runs of `Long` in version 0.1.0 without an interruption. */
const uninterrupted = [
  { seed: 0, validationCostPerSample: 3.045427095322382, testCostPerSample: 2.814636384447416 },
  { seed: 1, validationCostPerSample: 2.996910640171596, testCostPerSample: 2.821640988190969 },
];

it('a home of version 0.1.0 opens, keeps what it recorded, finds its sweeps by their specs, and resumes', () =>
  inTemporaryFolder(async (folder) => {
    await promisify(execFile)('tar', ['-xzf', archive, '-C', folder]);
    const path = join(folder, 'home/hourglass.db');
    const database = new Database(path);
    database.prepare('UPDATE "SweepRevision" SET "spec" = replace("spec", ?, ?)').run(formerFolder, folder);
    database.close();
    const home = ['--home', join(folder, 'home')];
    const before = beforeSchema.parse(JSON.parse(await readFile(join(folder, 'before.json'), 'utf8')));

    // Repeating a spec finds its complete sweep and trains nothing again.
    for (const [spec, name] of [
      ['mixed.yaml', 'Mixed'],
      ['search.yaml', 'Search'],
    ] as const) {
      const given = await hourglass('sweep', join(folder, spec), '--workers', '1', '--json', ...home);
      expect(given.stderr).toBe('');
      const summary = parseSummary(given.stdout);
      const sweep = before.sweeps.find((known) => known.name === name);
      expect(summary.sweep).toBe(sweep?.id);
      const known = before.runs.filter((run) => run.sweep === sweep?.id);
      expect(summary.runs.map(({ id }) => id).sort()).toEqual(known.map(({ id }) => id).sort());
      for (const { id, epochs } of known) {
        const shown = runSchema.parse(JSON.parse((await hourglass('runs', 'show', id, '--json', ...home)).stdout));
        // That version had no other executor.
        expect(shown.executor).toEqual(shown.kind === 'run' ? { name: 'session', reason: null } : null);
        expect(shown.epochs.map((epoch) => epochSchema.parse(epoch))).toEqual(epochs);
        expect(
          shown.epochs.map(({ metrics: { train, validation, test } }) => [train.batchCost, train.cost, validation?.cost, test.cost]),
        ).toEqual(
          epochs.map((epoch) => [
            ...[epoch.lastBatchCost ?? undefined, epoch.trainCostPerSample, epoch.validationCostPerSample, epoch.testCostPerSample],
          ]),
        );
      }
    }

    // Fields that are newer than these runs have their defaults.
    const listed = async (...flags: string[]) =>
      idsSchema.parse(JSON.parse((await hourglass('runs', 'ls', '--json', ...flags, ...home)).stdout)).map(({ id }) => id);
    const trained = await listed('--filter', 'kind = run');
    expect(trained.length).toBeGreaterThan(12);
    expect(await listed('--filter', 'code = plain and dropout = 0 and initialisation = fanIn')).toEqual(trained);

    // The interrupted run continues from its checkpoint and reaches the uninterrupted result.
    const resumed = await hourglass('sweep', join(folder, 'long.yaml'), '--workers', '1', '--json', ...home);
    expect(resumed.exitCode).toBe(0);
    const long = parseSummary(resumed.stdout).runs.filter(({ kind }) => kind === 'run');
    for (const { seed, validationCostPerSample, testCostPerSample } of uninterrupted) {
      const run = long.find((candidate) => candidate.seed === seed);
      expect(run?.state).toBe('complete');
      // Another processor may round differently.
      expect(run?.validationCostPerSample).toBeCloseTo(validationCostPerSample, 3);
      expect(run?.testCostPerSample).toBeCloseTo(testCostPerSample, 3);
    }
    const events = new Database(path, { readonly: true });
    const resumes = events.prepare(`SELECT "message" FROM "Event" WHERE "kind" = 'run.resumed'`).all() as { readonly message: string }[];
    events.close();
    // Step 663 is the end of epoch 17, the last checkpoint before the kill.
    expect(resumes.map(({ message }) => message)).toEqual([expect.stringMatching(/resumed at step 663/)]);
    // The killed worker left two files that no row refers to.
    expect((await hourglass('gc', ...home)).exitCode).toBe(0);
    expect(await hourglass('doctor', '--check', ...home)).toMatchObject({ exitCode: 0 });
  }));
