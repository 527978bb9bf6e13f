import { type ImportanceInput, prepareImportance } from './prepare-importance.ts';

/** A web worker, so that a large forest delays no frame of the page. It answers each input with its importance, in order. */
self.onmessage = ({ data }: MessageEvent<ImportanceInput>) => self.postMessage(prepareImportance(data));
