import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
/** The engine imports no package of the workspace; tests may write the text of a number out. */
const all = globSync(['apps/*/src/**/*.{ts,tsx}', '{packages/*,bench}/src/**/*.ts'], { cwd: root }).filter(
  (path) => !/(\.test\.|\/testing\/|\/generated\/|node_modules)/.test(path),
);
const sources = all.filter((path) => !/^(packages\/(presentation|engine)|bench)\//.test(path));

/** Methods that write a number as text; `Number(x.toFixed(4))` rounds, and writes nothing. */
const writes = /(?<!Number\(.*)\.(toFixed|toPrecision|toExponential|toLocaleString)\(|Intl\.NumberFormat/;

/** A colour as hexadecimal digits. Style sheets define those of the pages. */
const colour = /['"`=]#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})['"`]/i;

/** What `messageOf` does. */
const errorText = /instanceof Error \? \(?\w+\.message/;

/** The product of the lengths of a shape. */
const size = /reduce\(\((product|size), (length|size)\) =>/;

it.each([
  ['how a number reads', writes],
  ['which colours pictures and figures have', colour],
  ['how many values a shape has', size],
  ['how an unknown error reads', errorText],
])('this package alone decides %s', (_, pattern) => {
  expect(sources.length).toBeGreaterThan(300);
  expect(linesWith(pattern, sources)).toEqual([]);
});

/** An element of an array, or a number where there is none. A total in a record, `(totals[name] ?? 0) + more`, begins at 0. */
const numericFallback = /^(?!\s*(\*|\/)).*\] \?\? -?(\d|Number\.)(?!\) \+)/;

it('no fallback turns a wrong index into a number', () => {
  for (const line of ['x = values[index] ?? 0', 'f(rows[2 * row + 1] ?? Number.NaN)']) expect(line).toMatch(numericFallback);
  expect(linesWith(numericFallback, all)).toEqual([]);
});

function linesWith(pattern: RegExp, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

it('has the same function for unknown errors as the engine, which imports no other package', () => {
  const [own, copy] = ['presentation', 'engine'].map((name) => readFileSync(join(root, `packages/${name}/src/message-of.ts`), 'utf8'));
  const functionOf = (text = '') => text.slice(text.indexOf('export function messageOf'));
  expect(functionOf(own)).toMatch(/^export function messageOf[\s\S]+}\n$/);
  expect(functionOf(copy)).toBe(functionOf(own));
});
