import { access, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { lastLines, runCommand } from '../run-command.ts';
import { type Binding, bindingFile, bindingFolder, bindingRecordFile, locateBinding } from './binding.ts';
import { publishFolder } from './early/publish-folder.mjs';
import { type Library, mainLibrary, sharedLibrariesIn } from './library.ts';
import { tfjsNodePackage } from './tfjs-node-package.ts';

export interface BuildOptions {
  readonly cacheFolder: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds tfjs-node's binding against a library, once per machine and library, and tests it in a child process.
 *
 * The build happens on a copy of the package's sources in the cache: pnpm hard-links node_modules to a store that
 * checkouts share and must not be written to. The binding uses only Node-API, so that it works with every Node version.
 *
 * @throws EngineError BINDING_FAILED where it can't be built or does not run, for example because the library is for another CPU
 */
export async function buildBinding(library: Library, { cacheFolder, progress, signal }: BuildOptions): Promise<Binding> {
  const ready = () => locateBinding(cacheFolder, library);
  const destination = await bindingFolder(cacheFolder, library);
  await publishFolder(destination, {
    isComplete: async () => (await ready()) !== null,
    onWait: () => progress.print('Another process is building the binding; waiting for it.'),
    signal,
    fill: async (staging, stop) => {
      progress.print("Building tfjs-node's binding (about 15 seconds).");
      await copySources(staging);
      await linkLibrary(library, join(staging, 'deps'));
      await compile(staging, join(cacheFolder, 'build-binding.log'), stop);
      const libraryVersion = await tryBinding(join(staging, bindingFile), stop);
      await rm(join(staging, 'build'), { recursive: true, force: true });
      await writeFile(join(staging, bindingRecordFile), `${JSON.stringify({ libraryVersion })}\n`, { flush: true });
    },
  });
  const binding = await ready();
  if (binding === null)
    throw new EngineError('BINDING_FAILED', `The binding vanished from ${destination} while it was written. Run \`npm run setup\` again.`);
  return binding;
}

async function copySources(folder: string): Promise<void> {
  const source = (await tfjsNodePackage()).folder;
  for (const name of ['binding', 'binding.gyp', 'package.json']) {
    await cp(join(source, name), join(folder, name), { recursive: true });
  }
}

/** Links the library where binding.gyp expects it: `deps/include`, and `deps/lib` with the names that `-ltensorflow` finds. */
async function linkLibrary(library: Library, deps: string): Promise<void> {
  const folder = join(deps, 'lib');
  await mkdir(folder, { recursive: true });
  await symlink(library.includeFolder, join(deps, 'include'));
  const names = await sharedLibrariesIn(library.libraryFolder);
  for (const name of names) await symlink(join(library.libraryFolder, name), join(folder, name));
  const linkNames = {
    'libtensorflow.so': mainLibrary(names),
    'libtensorflow_framework.so': names.find((name) => name.startsWith('libtensorflow_framework.')),
  };
  for (const [linkName, name] of Object.entries(linkNames)) {
    if (name !== undefined && !names.includes(linkName)) await symlink(join(library.libraryFolder, name), join(folder, linkName));
  }
}

/** Included before every source of the binding. The header explains the reason. */
const holdSignals = fileURLToPath(new URL('../../native/hold-signals.h', import.meta.url));

async function compile(folder: string, logFile: string, signal?: AbortSignal): Promise<void> {
  const nodeGyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  const { exitCode, log } = await runCommand(
    process.execPath,
    [
      ...[nodeGyp, 'rebuild', '--release', '--jobs=max', ...(await nodeHeaders())],
      ...['--module_name=tfjs_binding', '--module_path=lib', '--napi_build_version=8'],
    ],
    { cwd: folder, env: { CXXFLAGS: `${process.env.CXXFLAGS ?? ''} -std=c++17 -include ${holdSignals}` }, signal },
  );
  if (exitCode === 0) {
    await mkdir(dirname(join(folder, bindingFile)), { recursive: true });
    await rename(join(folder, 'build', 'Release', 'tfjs_binding.node'), join(folder, bindingFile));
    return;
  }
  await writeFile(logFile, log);
  const output =
    lastLines(
      log
        .split('\n')
        .filter((line) => /error|not found|No such/i.test(line))
        .join('\n'),
    ) || lastLines(log);
  throw new EngineError(
    'BINDING_FAILED',
    `tfjs-node's binding could not be built: ${output} (log: ${logFile}). It needs a C++ compiler, make and python3 (Debian: apt-get install g++ make python3); then run \`npm run setup\` again.`,
  );
}

/** node-gyp's flag for the headers beside this Node, which the pinned Node has. Empty without them: node-gyp then downloads headers. */
async function nodeHeaders(): Promise<readonly string[]> {
  const root = join(dirname(process.execPath), '..');
  return access(join(root, 'include', 'node', 'node_api.h')).then(
    () => [`--nodedir=${root}`],
    () => [],
  );
}

/** Multiplies matrices in a child process, because a library for another CPU ends the process with an illegal instruction. */
async function tryBinding(path: string, signal?: AbortSignal): Promise<string> {
  const program = fileURLToPath(new URL('try-binding.ts', import.meta.url));
  const { exitCode, stdout, log } = await runCommand(process.execPath, [program, path], { signal });
  if (exitCode !== 0) {
    throw new EngineError(
      'BINDING_FAILED',
      `tfjs-node's binding was built but does not run on this machine: ${lastLines(log) || 'it ended without output'}. Name another library with LIBTENSORFLOW_PATH, then run \`npm run setup\` again.`,
    );
  }
  return stdout.trim();
}
