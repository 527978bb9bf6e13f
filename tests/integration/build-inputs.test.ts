import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const plan = z.object({ tasks: z.array(z.object({ taskId: z.string(), dependencies: z.array(z.string()) })) });
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

it.each(['build', 'typecheck', 'unit'])('%s of the dashboard runs again when a package that it uses changes', async (task) => {
  const turbo = join(root, 'node_modules/.bin/turbo');
  const { stdout } = await promisify(execFile)(turbo, ['run', task, '--filter=@hourglass/web', '--dry=json'], { cwd: root });
  const dependencies = new Map(plan.parse(JSON.parse(stdout)).tasks.map((planned) => [planned.taskId, planned.dependencies]));
  const own = manifest.parse(JSON.parse(await readFile(join(root, 'apps/web/package.json'), 'utf8'))).dependencies;
  const used = Object.keys(own).filter((name) => name.startsWith('@hourglass/'));
  expect(used.length).toBeGreaterThan(2);
  expect(dependencies.get(`@hourglass/web#${task}`)).toContain('@hourglass/web#sources');
  expect(dependencies.get('@hourglass/web#sources')).toEqual(expect.arrayContaining(used.map((name) => `${name}#sources`)));
});

it.each([
  ['fails on type errors', {}, false],
  ['does not check the types again that `hourglass up` declares as checked', { HOURGLASS_TYPES_CHECKED: '1' }, true],
])('the build of the pages %s', async (_, declared, ignoreBuildErrors) => {
  const print = `import('./next.config.mjs').then(({ default: config }) => console.log(JSON.stringify(config.typescript)))`;
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HOURGLASS_TYPES_CHECKED'));
  const options = { cwd: join(root, 'apps/web'), env: { ...environment, ...declared } };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', print], options);
  expect(JSON.parse(stdout)).toEqual({ ignoreBuildErrors });
});
