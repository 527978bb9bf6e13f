import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/hourglass.ts';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => existsSync(join(root, path)));
const documents = tracked.filter((path) => path.endsWith('.md'));
const sources = tracked.filter((path) => /\.(ts|tsx|mjs|cjs|md|yaml|h)$/.test(path));

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('links only to existing files', () => {
    // Code may look like a link: `activations[name](value)`.
    const links = [...text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const relative = links.filter((target) => !/^(https?:|mailto:|#)/.test(target)).map((target) => target.replace(/#.*/, ''));
    expect(relative.filter((target) => !existsSync(join(root, dirname(document), target)))).toEqual([]);
  });
});

it('decision records named in sources and documents exist, with unique numbers', () => {
  const records = tracked.flatMap((path) => /^docs\/adr\/(\d{4}).*\.md$/.exec(path)?.slice(1, 2) ?? []);
  expect(new Set(records).size).toBe(records.length);
  const named = sources.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const numbers = [...text.matchAll(/docs\/adr\/(\d{4})/g), ...text.matchAll(/\bADR (\d+)\b/g)];
    return numbers.map(([, number = '']) => ({ path, number: number.padStart(4, '0') }));
  });
  expect(named.filter(({ number }) => !records.includes(number))).toEqual([]);
});

it('files named in the code of documents exist', () => {
  const missing = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const paths = [...text.matchAll(/`((?:apps|packages|tests|bench|docs|examples|scripts)\/[\w./-]+\.\w+)`/g)].map(
      ([, path = '']) => path,
    );
    return paths.filter((path) => !existsSync(join(root, path))).map((path) => `${document}: ${path}`);
  });
  expect(missing).toEqual([]);
});
