import { inspectEngine, loadEngine } from '@hourglass/engine';

// Says as JSON what engine is here and how fast it multiplies matrices with the number of threads given.
process.stdout.write(JSON.stringify(await inspectEngine(await loadEngine({ threads: Number(process.argv[2]) }))));
