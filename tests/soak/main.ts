import { runSoak } from './run-soak.ts';

/** `npm run soak -- MINUTES`: exits with 1 where anything failed, a response took more than a second, or memory grew by a fifth. */
const [minutes = '60'] = process.argv.slice(2);
if (!/^\d+(\.\d+)?$/.test(minutes) || Number(minutes) <= 0) {
  process.stderr.write(`MINUTES: received "${minutes}"; a number above 0 is allowed.\n`);
  process.exit(2);
}
const soak = await runSoak(Number(minutes), (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${JSON.stringify(soak, null, 2)}\n`);
const { errors, longestWait, memory } = soak;
process.exitCode = errors.length === 0 && longestWait <= 1_000 && memory.late <= memory.early * 1.2 ? 0 : 1;
