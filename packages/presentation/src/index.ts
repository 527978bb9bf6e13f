export { formatBytes } from './bytes.ts';
export { type CommandPlace, completedCommands } from './completed-commands.ts';
export { datasetLabel, type NamedDataset } from './dataset-label.ts';
export { decimalsByDataset } from './decimals-by-dataset.ts';
export { overlayColour, paper, printedPlot, thumbnailPlot } from './drawn-colours.ts';
export { formatDuration } from './durations.ts';
export { type ExportSubject, exportName } from './export-name.ts';
export { foldCase } from './fold-case.ts';
export { messageOf } from './message-of.ts';
export {
  commonDecimals,
  formatCompact,
  formatCost,
  formatCount,
  formatDifference,
  formatFixed,
  formatNumberOf,
  formatParameter,
  formatShare,
  formatTicks,
} from './numbers.ts';
export { plainTitle } from './plain-title.ts';
export { inLine, printable } from './printable.ts';
export { receivedText } from './received-text.ts';
export { baselineColour, runColour, seriesColour } from './run-colour.ts';
export { formatRunCounts } from './run-counts.ts';
export { shellWord } from './shell-word.ts';
export { baselineLabel, numberedLabel, numberLabel, pcaOfSameSize, shortRunLabel } from './short-labels.ts';
export { sizeOfShape } from './size-of-shape.ts';
export { formatSpread, type SpreadOver, spreadMeaning } from './spread.ts';
export { csvText, latexText, type TextTable } from './table-text.ts';
export { formatTimestamp, formatWhen } from './times.ts';
