import { spawn } from 'node:child_process';

export interface CommandResult {
  /** null where the program could not be started or was killed. */
  readonly exitCode: number | null;
  /** Standard output. */
  readonly stdout: string;
  /** Standard output and standard error interleaved, or why the program could not be started. */
  readonly log: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program and waits for its exit. It leads a new process group, so that an abort also ends its children
 * (node-gyp's make and compilers, pip's helpers).
 *
 * @throws the signal's reason after an abort, once the program is gone
 */
export async function runCommand(program: string, arguments_: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  const ownGroup = process.platform !== 'win32';
  const child = spawn(program, arguments_, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });

  let stdout = '';
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    log += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });

  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null) return;
    if (ownGroup) process.kill(-child.pid, 'SIGTERM');
    else child.kill();
  };
  signal?.addEventListener('abort', kill, { once: true });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      log += error.message;
      resolve(null);
    });
    child.once('close', (code, killedBy) => {
      if (killedBy !== null) log += `\nended by ${killedBy}`;
      resolve(code);
    });
  }).finally(() => signal?.removeEventListener('abort', kill));
  signal?.throwIfAborted();
  return { exitCode, stdout, log };
}

/** The end of a log, short enough for an error message. */
export function lastLines(log: string, count = 3): string {
  return log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-count)
    .join(' | ');
}
