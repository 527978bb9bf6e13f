import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { binary, environment, root } from './lib/project.mjs';
import { main, run, StepError } from './lib/steps.mjs';
import { setup } from './setup.mjs';

/** A check that passes if its exit code is 0. */
const check = (name, program, ...arguments_) => ({ name, program, arguments_ });
/** A program that writes Vitest's JSON reports; their tests are counted. */
const suite = (name, program, arguments_, reports) => ({ name, program, arguments_, reports });

const members = [...['apps', 'packages'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)), 'bench'];
const vitest = (part) => ['--filter', '@hourglass/tests', 'run', part];
const pages = check('Pages', 'turbo', 'run', 'build', '--filter=@hourglass/web', '--output-logs=errors-only');

const parts = {
  lint: [
    check('Format and lint', 'biome', 'ci', '--error-on-warnings', '.'),
    check('Import rules', 'depcruise', '--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'tests', 'bench'),
    check('Dead code and unused dependencies', 'knip'),
  ],
  typecheck: [check('Types', 'turbo', 'run', 'typecheck', '--output-logs=errors-only')],
  unit: [
    suite(
      'Unit tests',
      'turbo',
      // Without --continue, a package that fails outside its tests would keep the others from being tested.
      ['run', 'unit', '--output-logs=new-only', '--concurrency=1', '--continue'],
      members.map((member) => `${member}/.reports/unit.json`),
    ),
  ],
  integration: [suite('Integration', 'pnpm', vitest('integration'), ['tests/.reports/integration.json'])],
  faults: [
    // The faults kill the dashboard as well.
    pages,
    suite('Faults', 'pnpm', vitest('faults'), ['tests/.reports/faults.json']),
  ],
  e2e: [pages, suite('End to end', 'pnpm', vitest('e2e'), ['tests/.reports/e2e.json'])],
};

async function verdict({ name, program, arguments_, reports }) {
  for (const report of reports ?? []) rmSync(join(root, report), { force: true });
  process.stdout.write(`\n── ${name}\n`);
  const started = performance.now();
  const { code } = await run(binary(program), arguments_, { cwd: root, env: environment });
  const { passed, failures } = reports === undefined ? exitVerdict(name, code) : countTests(name, reports, code);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`── ${name}: ${passed} passed, ${failures.length} failed, in ${seconds} s\n`);
  return { passed, failures };
}

function exitVerdict(name, code) {
  return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${name}: exit code ${code}`] };
}

/** A suite that ended before it counted its tests, or failed outside its tests, counts as one failure. */
function countTests(name, reports, code) {
  let passed = 0;
  const failures = [];
  for (const report of reports) {
    if (!existsSync(join(root, report))) {
      failures.push(`${name}: there is no ${report}`);
      continue;
    }
    const { numPassedTests, testResults } = JSON.parse(readFileSync(join(root, report), 'utf8'));
    passed += numPassedTests;
    for (const { name: file, assertionResults } of testResults) {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      failures.push(...failed.map(({ fullName }) => `${name}: ${relative(root, file)}: ${fullName}`));
    }
  }
  if (code !== 0 && failures.length === 0) failures.push(`${name}: an error outside its tests, exit code ${code}`);
  return { passed, failures };
}

await main(async () => {
  const requested = process.argv.slice(2);
  const unknown = requested.find((name) => !(name in parts));
  if (unknown !== undefined) throw new StepError(`received "${unknown}"; allowed are ${Object.keys(parts).join(', ')}.`);
  const started = performance.now();
  await setup();
  let passed = 0;
  const failures = [];
  for (const name of requested.length > 0 ? requested : Object.keys(parts)) {
    for (const part of parts[name]) {
      const count = await verdict(part);
      passed += count.passed;
      failures.push(...count.failures);
    }
  }
  process.stdout.write(`\nAll in ${((performance.now() - started) / 60_000).toFixed(1)} min\n`);
  // Repeats the failures at the end, where a reader of a long output looks first.
  for (const failure of failures) process.stdout.write(`✗ ${failure}\n`);
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
  return failures.length === 0 ? 0 : 1;
});
