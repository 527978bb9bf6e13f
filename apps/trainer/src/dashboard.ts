import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TrainerError } from './errors.ts';
import { note } from './terminal/print.ts';

export interface DashboardOptions {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly signal: AbortSignal;
}

export interface Dashboard {
  readonly url: string;
  /** Resolves with a sentence when the server ends by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '../../..');
const webFolder = join(root, 'apps/web');

/** Builds what changed of the pages, and serves them. @throws TrainerError where the port is taken or the pages do not build */
export async function startDashboard({ home, host, port, databaseUrl, signal }: DashboardOptions): Promise<Dashboard> {
  await requireFreePort(host, port);
  await buildPages();
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const next = createRequire(join(webFolder, 'package.json')).resolve('next/dist/bin/next');
  const server = fork(next, ['start', '-H', host, '-p', String(port)], {
    cwd: webFolder,
    // The preload ends the server when this process is gone, whatever way it ended.
    execArgv: ['--import', new URL('./worker/end-with-parent.ts', import.meta.url).href],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOURGLASS_HOME: home,
      HOURGLASS_HOST: host,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(server, 'exit').then(([code]) => `The dashboard ended with exit code ${code}.`);
  await untilHealthy(url, ended, signal);
  return {
    url,
    ended,
    async stop() {
      server.kill('SIGTERM');
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
      server.kill('SIGKILL');
    },
  };
}

async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    const remedy = code === 'EADDRINUSE' ? 'another program uses it; choose another port with --port' : `it can't be listened on (${code})`;
    throw new TrainerError('BAD_INPUT', `--port: received ${port} on ${host}; ${remedy}.`, { cause: error });
  }
  probe.close();
  await once(probe, 'close');
}

/** turbo builds only what changed since the last time. */
async function buildPages(): Promise<void> {
  const started = performance.now();
  const turbo = createRequire(join(root, 'package.json')).resolve('turbo/bin/turbo');
  const build = spawn(process.execPath, [turbo, 'run', 'build', '--filter=@hourglass/web', '--output-logs=errors-only'], {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      TURBO_TELEMETRY_DISABLED: '1',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new TrainerError('DASHBOARD_FAILED', `The pages did not build (exit code ${code}):\n${output}`);
  note(`Pages built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

async function untilHealthy(url: string, ended: Promise<string>, signal: AbortSignal): Promise<void> {
  let failure: string | null = null;
  ended.then((sentence) => {
    failure = sentence;
  });
  while (!signal.aborted) {
    if (failure !== null) throw new TrainerError('DASHBOARD_FAILED', failure);
    try {
      if ((await fetch(`${url}/api/health`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
}
