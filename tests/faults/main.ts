import { runKills } from './run-kills.ts';

/** `npm run faults -- KILLS [SEED]`: prints the faults, and exits with 1 where a check failed. */
const [kills = '20', seed = '1'] = process.argv.slice(2);
if (!/^[1-9]\d{0,5}$/.test(kills) || !/^\d{1,9}$/.test(seed)) {
  process.stderr.write(`KILLS and SEED: received "${kills}" and "${seed}"; whole numbers are allowed, KILLS from 1.\n`);
  process.exit(2);
}
const started = Date.now();
const { rounds, counts, resumed, retried, problems } = await runKills(Number(kills), Number(seed), (line) =>
  process.stdout.write(`${line}\n`),
);
process.stdout.write(
  `${JSON.stringify({ kills: Number(kills), seed: Number(seed), rounds, counts, resumed, retried, minutes: (Date.now() - started) / 60_000 })}\n`,
);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
