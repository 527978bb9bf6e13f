import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass, interruptProcess, startHourglass } from '../support/hourglass.ts';
import { freePort, untilHealthy } from '../support/listening.ts';

/*
 * Known attacks on experiment trackers, against a real server: path traversal (MLflow: CVE-2024-1483, CVE-2023-6909), DNS rebinding,
 * cross-site requests, and frames.
 */

const apiFolder = join(import.meta.dirname, '../../apps/web/src/pages/api');

let home = '';
let port = 0;
let server: ChildProcess;
let run = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-edges-'));
  await hourglass('sweep', '--dims', '784,2', '--batch', '5000', '--epochs', '1', '--home', home);
  const runs = JSON.parse((await hourglass('runs', 'ls', '--json', '--home', home)).stdout) as readonly { readonly id: string }[];
  run = runs.at(-1)?.id ?? '';
  port = await freePort();
  server = startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '0']);
  await untilHealthy(`http://127.0.0.1:${port}`, server);
});

afterAll(async () => {
  if (server !== undefined) await interruptProcess(server);
  await rm(home, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Question {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a path unchanged: fetch() would normalise it, and forbids a custom Host header. */
function ask({ path, method = 'GET', headers = {}, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const stop = (headers: Readonly<Record<string, string>>): Question => ({
  path: '/api/trpc/steering.steer?batch=1',
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ 0: { noun: 'run', ids: [run], action: 'remove' } }),
});

describe('path traversal is refused', () => {
  const ways = [
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '....//....//etc/passwd',
    '%00',
    '..%5c..%5cetc',
    'file:%2f%2f%2fetc%2fpasswd',
  ];
  it.each(
    ways.flatMap((way) => [
      `/${way}`,
      `/api/series/${way}?run=${way}`,
      `/api/runs/${way}/reconstructions/1`,
      `/api/probe-sets/${way}`,
      `/runs/${way}`,
      `/_next/static/${way}`,
    ]),
  )('%s', async (path) => {
    const { status, body } = await ask({ path });
    expect(status).toBeGreaterThanOrEqual(300);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('root:');
    expect(body).not.toMatch(/\n\s+at /);
  });
});

describe('cross-site requests', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['a name pointed at this machine', { host: 'evil.example' }],
    ['a name pointed at this machine, with its port', { host: `evil.example:${4310}` }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['a form of another site', { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
  ])('change nothing: %s', async (_, headers) => {
    const { status } = await ask(stop(headers));
    expect(status).toBe(403);
    expect((await hourglass('runs', 'show', run, '--home', home)).exitCode).toBe(0);
  });

  it('change nothing by a link: mutations answer only to POST', async () => {
    const input = encodeURIComponent(JSON.stringify({ noun: 'run', ids: [run], action: 'remove' }));
    const { status } = await ask({ path: `/api/trpc/steering.steer?input=${input}` });
    expect(status).toBe(405);
    expect((await hourglass('runs', 'show', run, '--home', home)).exitCode).toBe(0);
  });
});

describe('every route of the API', async () => {
  const routes = (await readdir(apiFolder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const paths = routes.map((name) => `/api/${name.replace(/(\/index)?\.ts$/, '').replaceAll(/\[[.\w]+\]/g, '1')}`);

  it.each(paths)('%s refuses other sites', async (path) => {
    for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status, body } = await ask({ path, headers });
      expect([status, body]).toEqual([403, expect.stringMatching(/refused|not one of this dashboard's names/)]);
    }
    const { headers } = await ask({ path });
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('lists the methods that it answers', async () => {
    const { status, headers, body } = await ask({ path: `/api/series/cost?run=${run}`, method: 'DELETE' });
    expect([status, headers.allow, body]).toEqual([405, 'GET, HEAD', 'DELETE is not supported here; use GET or HEAD.\n']);
  });
});

describe('every answer', () => {
  it.each(['/', '/api/health', '/runs/zzzzzzzzzz', '/api/trpc/sweeps.list', '/api/nothing/here'])(
    'of %s forbids frames, other sites and type sniffing',
    async (path) => {
      const { headers } = await ask({ path });
      expect(headers['x-frame-options'] ?? headers['content-security-policy']).toMatch(/DENY|frame-ancestors 'none'/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

it('a body that is not JSON or is far too long gets a sentence and leaves nothing behind', async () => {
  const files = await readdir(home);
  for (const body of ['{', 'x'.repeat(5_000_000), '[]', 'null', '{"0":{"noun":"run","ids":[{"toString":1}]}}']) {
    const { status, body: answer } = await ask({ ...stop({}), body });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(answer).not.toMatch(/node_modules|\n\s+at /);
  }
  expect((await readdir(home)).filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm'))).toEqual(
    files.filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm')),
  );
});

it('same-origin requests are accepted: the run is deleted, and the event names its source', async () => {
  const { status, body } = await ask(stop({ origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' }));
  expect([status, body]).toEqual([200, expect.stringContaining('was deleted')]);
  expect((await hourglass('runs', 'show', run, '--home', home)).exitCode).toBe(2);
});
