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

/** A colour as hexadecimal digits. Style sheets define those of the pages. */
const colour = /['"`=]#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})['"`]/i;

/** The product of the lengths of a shape. */
const size = /reduce\(\((product|size), (length|size)\) =>/;

it.each([
  ['how a number reads', writes],
  ['which colours pictures and figures have', colour],
  ['how many values a shape has', size],
])('is only this package that decides %s', (_, pattern) => {
  expect(sources.length).toBeGreaterThan(300);
  const offending = sources.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(offending).toEqual([]);
});
