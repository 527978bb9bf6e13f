import type { Engine, EngineReport } from './engine.ts';
import { readEnvironment } from './env.ts';
import { pinnedWheel } from './libtensorflow/early/pinned-wheel.mjs';
import { system } from './libtensorflow/library.ts';
import { locateCachedLibrary } from './libtensorflow/locate.ts';
import { loadEngine } from './load-engine.ts';
import { measureSgemm } from './measure-sgemm.ts';

/** A problem of the engine and its remedy. Both are sentences. */
export interface EngineProblem {
  readonly problem: string;
  readonly remedy: string;
}

export interface EngineInspection {
  readonly report: EngineReport;
  /** Description of the library's source. Null where there is no native library. */
  readonly librarySource: string | null;
  /** Where `provision` keeps libraries and bindings. */
  readonly cacheFolder: string;
  /** For example `linux-x64`. */
  readonly system: string;
  /** Single-precision matrix products, 10⁹ floating-point operations a second, on the report's threads. */
  readonly sgemmGflops: number;
  readonly problems: readonly EngineProblem[];
}

/** The only system on which the native engine was tested. */
const testedSystem = 'linux-x64';

/** Inspects the engine of this machine, for `doctor`. @param engine the engine to inspect, by default the best one */
export async function inspectEngine(engine?: Engine): Promise<EngineInspection> {
  const inspected = engine ?? (await loadEngine());
  const { report } = inspected;
  const environment = readEnvironment();
  const source =
    report.libraryPath === null ? null : environment.libraryPath !== null ? 'user' : await cachedSource(environment.cacheFolder);
  return Object.freeze({
    report,
    librarySource: source === null ? null : sourceWords[source],
    cacheFolder: environment.cacheFolder,
    system,
    sgemmGflops: await measureSgemm(inspected),
    problems: Object.freeze([...declinedEngines(report), ...otherLibrary(report), ...untestedSystem()]),
  });
}

const sourceWords = {
  user: 'named by LIBTENSORFLOW_PATH',
  wheel: `from the pinned wheel ${pinnedWheel.project} ${pinnedWheel.version}`,
  'tfjs-node': "from tfjs-node's own release",
} as const;

async function cachedSource(cacheFolder: string): Promise<keyof typeof sourceWords | null> {
  return (await locateCachedLibrary(cacheFolder))?.source ?? null;
}

function declinedEngines({ declined }: EngineReport): EngineProblem[] {
  return declined.map(({ name, reason, remedy }) => ({ problem: `The ${name} engine is not used: ${reason}`, remedy }));
}

function otherLibrary({ libraryVersion }: EngineReport): EngineProblem[] {
  if (libraryVersion === null || libraryVersion === pinnedWheel.version) return [];
  return [
    {
      problem: `The TensorFlow library is ${libraryVersion}, not the pinned ${pinnedWheel.version}: its results differ in their last bits, and its speed differs.`,
      remedy:
        'For bit-identical results on all machines, unset LIBTENSORFLOW_PATH, remove the library from the cache and run `npm run setup`.',
    },
  ];
}

function untestedSystem(): EngineProblem[] {
  if (system === testedSystem) return [];
  return [
    {
      problem: `Hourglass is tested only on ${testedSystem}; this is ${system}.`,
      remedy: 'Compare a run of examples/seed.yaml with docs/fidelity.md before you trust results.',
    },
  ];
}
