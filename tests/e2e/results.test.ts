import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass } from '../support/hourglass.ts';
import { eventually } from '../support/until.ts';
import { type Dashboard, openDashboardOn, temporaryHome } from './dashboard.ts';

/*
 * One home with two sweeps on the same data: three networks with three seeds each, which learn too fast and are best before their last epoch, and one
 * network with another number of epochs.
 */

let dashboard: Dashboard;
let sweep: string;

const runSchema = z.object({
  id: z.string(),
  number: z.number().nullable(),
  bestEpoch: z.number().nullable(),
  bestValidationCostPerSample: z.number().nullable(),
  bestTestCostPerSample: z.number().nullable(),
});

async function runsOf(home: string): Promise<readonly z.infer<typeof runSchema>[]> {
  const { stdout } = await hourglass('runs', 'ls', '--json', '--home', home);
  const { runs } = z.object({ runs: z.array(z.unknown()) }).catch({ runs: [] }).parse(JSON.parse(stdout));
  const listed = runs.length > 0 ? runs : z.array(z.unknown()).parse(JSON.parse(stdout));
  return listed.flatMap((run) => runSchema.safeParse(run).data ?? []);
}
