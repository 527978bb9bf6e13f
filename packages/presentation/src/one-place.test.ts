import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
/** The engine imports no package of ours; the tests of a number's text may write it out. */
const sources = globSync(['apps/*/src/**/*.{ts,tsx}', 'packages/{datasets,db,model,presentation,sweeps}/src/**/*.ts'], {
  cwd: root,
}).filter((path) => !/(^packages\/presentation\/|\.test\.|\/testing\/|\/generated\/|node_modules)/.test(path));

/** Methods that write a number as text; `Number(x.toFixed(4))` rounds, and writes nothing. */
const writes = /(?<!Number\(.*)\.(toFixed|toPrecision|toExponential|toLocaleString)\(|Intl\.NumberFormat/;

it('is only this package that decides how a number reads', () => {
  expect(sources.length).toBeGreaterThan(300);
  const offending = sources.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (writes.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(offending).toEqual([]);
});
