import { parentPort, workerData } from 'node:worker_threads';
import { lowerThreadPriority } from '../../lower-priority.ts';
import { fitBaseline } from './fit-task.ts';

// Run as a thread by fit-in-thread.ts, at a lower priority than training.
lowerThreadPriority();
parentPort?.postMessage(fitBaseline(workerData));
