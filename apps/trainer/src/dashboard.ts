import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Access, isEveryAddress } from './access/access.ts';
import { buildPages } from './build-pages.ts';
import { TrainerError } from './errors.ts';

interface GuardedAccess extends Access {
  /** Cookie value that replaces the token; null where no token is required. */
  readonly session: string | null;
}

export interface DashboardOptions {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly access: GuardedAccess;
  readonly databaseUrl: string | undefined;
  /** Whether the home can't be written. Every page then says so. */
  readonly isReadOnly: boolean;
  readonly signal: AbortSignal;
}

export interface Dashboard {
  /** Resolves with a sentence when the server ends by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly access: Access;
}

const webFolder = join(import.meta.dirname, '../../web');

/**
 * Without a limit V8 collects so late that the garbage of an hour of open pages grows to gigabytes. The young generation is small,
 * because requests are short and leave little.
 */
const memoryFlags = ['--max-old-space-size=256', '--max-semi-space-size=3'] as const;

/**
 * glibc creates eight heaps per core, where two are enough, and its thresholds grow with the freed blocks, so that it keeps more freed memory.
 * With fixed thresholds, in bytes, it returns the memory. A lower mmap threshold is slower and saves nothing. Other C libraries ignore these.
 */
const memoryEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '1048576' } as const;

/** How long the server may take to end after its channel closes, in milliseconds. */
const grace = 5_000;

/** The address by which this machine reaches the dashboard, without a slash at the end. */
export function dashboardUrl({ host, port, access: { basePath } }: Address): string {
  const name = isEveryAddress(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}${basePath}`;
}

/** The address for people: with the token where one is required; the browser then keeps it as a cookie. */
export function addressToOpen(address: Address): string {
  const { token } = address.access;
  return `${dashboardUrl(address)}${token === null ? '' : `/?token=${token}`}`;
}

/** A sentence on how to open the dashboard through a proxy, whose own address is unknown here; null if no proxy is expected. */
export function proxyInstructions({ basePath, proxies, token }: Access): string | null {
  if (basePath === '' && proxies.length === 0) return null;
  const query = token === null ? '' : `?token=${token}`;
  if (basePath !== '') return `Through the proxy: its own address, followed by ${basePath}/${query}`;
  return `Through the proxy: the address under which it shows the dashboard${query === '' ? '' : `, followed by ${query}`}`;
}

/** @throws TrainerError BAD_INPUT where the dashboard could not listen there */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    const remedy =
      code === 'EADDRINUSE' ? 'another program uses this port; choose another one with --port' : `the port can't be opened (${code})`;
    throw new TrainerError('BAD_INPUT', `--port: received ${port} on ${host}; ${remedy}.`, { cause: error });
  }
  probe.close();
  await once(probe, 'close');
}

/**
 * Builds the pages where they have changed, and serves them.
 *
 * @throws TrainerError DASHBOARD_FAILED where the pages do not build or the server ends, BAD_INPUT where its port is taken
 * @throws the signal's reason after an abort; nothing of the dashboard runs then
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { host, port, access, signal } = options;
  await buildPages(signal);
  // Another program may have taken it meanwhile.
  await requireFreePort(host, port);
  const server = startServer(options);
  const ended = once(server, 'exit').then(([code, by]) => `The dashboard ended with ${by ?? `exit code ${code}`}.`);
  const dashboard: Dashboard = {
    ended,
    async stop() {
      // The server need not wait for the streams of open pages, which never end, because it writes nothing.
      if (server.connected) server.disconnect();
      const killTimer = setTimeout(() => server.kill('SIGKILL'), grace);
      await ended;
      clearTimeout(killTimer);
    },
  };
  try {
    await untilServing({ host, port, access }, ended, signal);
    return dashboard;
  } catch (error) {
    await dashboard.stop();
    throw error;
  }
}

function startServer({ home, host, port, access, databaseUrl, isReadOnly }: DashboardOptions): ChildProcess {
  const proxies = access.proxies.flatMap((proxy) => ['--trust-proxy', proxy]);
  return fork(join(webFolder, 'serve/main.mjs'), ['--host', host, '--port', String(port), '--base-path', access.basePath, ...proxies], {
    cwd: webFolder,
    // The preload ends the server when its channel to this process closes, also when this process is killed.
    execArgv: [...memoryFlags, '--import', new URL('./end-with-parent.mjs', import.meta.url).href],
    env: {
      ...memoryEnvironment,
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOURGLASS_HOME: home,
      HOURGLASS_PORT: String(port),
      HOURGLASS_NAMES: access.names.join(','),
      HOURGLASS_TOKEN: access.token ?? undefined,
      HOURGLASS_SESSION: access.session ?? undefined,
      HOURGLASS_OPEN_TO_OTHERS: access.isOpenToOthers ? 'yes' : undefined,
      HOURGLASS_READ_ONLY: isReadOnly ? 'yes' : undefined,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

type GuardedAddress = Address & Pick<DashboardOptions, 'access'>;

async function untilServing(address: GuardedAddress, ended: Promise<string>, signal: AbortSignal): Promise<void> {
  let failure: string | null = null;
  ended.then((sentence) => {
    failure = sentence;
  });
  for (;;) {
    signal.throwIfAborted();
    if (failure !== null) throw new TrainerError('DASHBOARD_FAILED', failure);
    // `fetch` throws while no process listens yet, or when the server ends meanwhile.
    const status = await askForHealth(address, signal).catch(() => null);
    if (status === 200) return;
    // The server runs and rejects this process. Waiting would not change that.
    if (status === 401 || status === 403) {
      throw new TrainerError('DASHBOARD_FAILED', `The dashboard at ${dashboardUrl(address)} rejects its own start with status ${status}.`);
    }
    await sleep(50);
  }
}

/**
 * The status of the health route. Where that is 200, the first page was served too, which loads the code of all pages, so that the first visitor
 * does not wait for it.
 */
async function askForHealth(address: GuardedAddress, signal: AbortSignal): Promise<number> {
  const {
    port,
    access: { session },
  } = address;
  const url = dashboardUrl(address);
  const headers: Record<string, string> = session === null ? {} : { cookie: `hourglass-${port}=${session}` };
  const { status } = await fetch(`${url}/api/health`, { headers, signal });
  if (status === 200) await (await fetch(`${url}/`, { headers, signal })).arrayBuffer();
  return status;
}
