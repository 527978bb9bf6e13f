// `npm run setup` runs this program. It provides the native engine, once per machine, and prints its progress. It exits
// with 0 also where only wasm is available; with 1 and a message where LIBTENSORFLOW_PATH is not usable; with 130 after
// Ctrl-C, without partial files.
import http from 'node:http';
import { readEnvironment } from './env.ts';
import { EngineError } from './errors.ts';
import { provision } from './libtensorflow/provision.ts';
import { streamProgress } from './progress.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const progress = streamProgress(process.stdout);
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;

http.setGlobalProxyFromEnv();
try {
  const { binding, obstacles } = await provision({ environment: readEnvironment(), progress, signal: interrupted.signal });
  for (const { reason, remedy } of obstacles) progress.print(`Not the best engine: ${reason} ${remedy}`);
  if (binding === null) {
    progress.print(
      'WARNING: native TensorFlow is not available, so training runs on WebAssembly: about 4 times slower for a small network.',
    );
  } else {
    progress.print(`Native TensorFlow ${binding.libraryVersion} is ready (${binding.library.libraryFolder}), ${seconds()}.`);
  }
} catch (error) {
  if (interrupted.signal.aborted) {
    progress.print('Interrupted. No partial files were left; run `npm run setup` again.');
    process.exitCode = 130;
  } else if (error instanceof EngineError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
