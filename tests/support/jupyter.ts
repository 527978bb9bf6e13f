import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, untilPrinted } from './listening.ts';
import { providePackages } from './python.ts';

const packages = ['jupyter-server==2.21.1', 'jupyter-server-proxy==4.6.0'] as const;

export interface Jupyter {
  /** Address of the user's server, as below a hub: `http://127.0.0.1:8888/user/ada`. */
  readonly url: string;
  /** Signs a browser in. */
  readonly loginUrl: string;
  stop(): Promise<void>;
}

/** Starts a real Jupyter server with jupyter-server-proxy, below the base path of a hub's user. */
export async function startJupyter(): Promise<Jupyter> {
  const [folder, home, port] = [await providePackages(packages), await mkdtemp(join(tmpdir(), 'hourglass-jupyter-')), await freePort()];
  const token = 'token-of-jupyter';
  const flags = [
    '--allow-root',
    '--no-browser',
    '--ServerApp.ip=127.0.0.1',
    '--ServerApp.base_url=/user/ada/',
    `--ServerApp.root_dir=${home}`,
  ];
  const server = spawn('python3', ['-m', 'jupyter_server', ...flags, `--port=${port}`, `--IdentityProvider.token=${token}`], {
    env: { ...process.env, PYTHONPATH: folder, HOME: home, JUPYTER_CONFIG_PATH: join(folder, 'etc/jupyter') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await untilPrinted(server, /is running at/);
  const url = `http://127.0.0.1:${port}/user/ada`;
  return {
    url,
    loginUrl: `${url}/login?token=${token}`,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}
