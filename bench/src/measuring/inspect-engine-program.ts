import { inspectEngine } from '@hourglass/engine';

// Says as JSON what engine is here.
process.stdout.write(JSON.stringify(await inspectEngine()));
