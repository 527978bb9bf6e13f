import { inspectEngine } from '@hourglass/engine';

// Prints the inspection of the engine as JSON.
process.stdout.write(JSON.stringify(await inspectEngine()));
