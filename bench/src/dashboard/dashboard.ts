import { launchBrowser } from '@hourglass/tests/browser';
import type { Bench } from '../bench.ts';
import { BenchError } from '../errors.ts';
import { provideEnvironment } from '../peers/environments.ts';
import { isPart, type PartName, partNames, parts } from './parts.ts';
import { prepareReport } from './prepare-report.ts';

/** The dashboard's server and its pages in a real browser, beside MLflow's. */
export const dashboard: Bench = {
  defaultRounds: 3,

  async measure({ rounds, only, machine, folder, note }) {
    const chosen = chooseParts(only);
    const environment = await provideEnvironment('mlflow', { cacheFolder: machine.cacheFolder, note });
    const browser = await launchBrowser();
    try {
      const measured = [];
      for (const name of chosen) measured.push(await parts[name]({ browser, rounds, note, environment, folder }));
      const findings = {
        queries: measured.flatMap(({ queries }) => queries),
        visits: measured.flatMap(({ visits }) => visits),
        frames: measured.flatMap(({ frames }) => frames),
        memory: measured.flatMap(({ memory }) => memory),
        missing: measured.flatMap(({ missing }) => missing),
      };
      return { data: findings, markdown: prepareReport(findings), images: {} };
    } finally {
      await browser.close();
    }
  },
};

function chooseParts(only: readonly string[] | null): readonly PartName[] {
  if (only === null) return partNames;
  return only.map((name) => {
    if (isPart(name)) return name;
    throw new BenchError('BAD_INPUT', `--only: received "${name}"; allowed are ${partNames.join(', ')}.`);
  });
}
