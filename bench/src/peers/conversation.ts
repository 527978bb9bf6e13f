import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BenchError } from '../errors.ts';

/** A child process that replies to each line with a line of JSON. */
export interface Conversation {
  /** @throws BenchError CONTENDER_FAILED with the end of its output where the process exits without a reply */
  ask(request: object): Promise<unknown>;
  end(): Promise<void>;
}

export function startConversation(program: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Conversation {
  const [command, ...arguments_] = program;
  const child = spawn(command, arguments_, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-4000);
  });
  // Writing to a process that has ended fails. `ended` reports the end.
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(`it ended (${signal ?? `exit code ${code}`}): ${lastLineOf(lastWords)}`));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new BenchError('CONTENDER_FAILED', await ended);
      return parseReply(value);
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}

/** @throws BenchError CONTENDER_FAILED where a line is not JSON */
export function parseReply(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new BenchError('CONTENDER_FAILED', `it said ${JSON.stringify(line.slice(0, 200))}, which is no JSON`, { cause });
  }
}

function lastLineOf(text: string): string {
  return text.trim().split('\n').at(-1) || 'it said nothing';
}
