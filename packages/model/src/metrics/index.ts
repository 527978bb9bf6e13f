export {
  defaultRanking,
  isBetterEpoch,
  isDefaultRanking,
  type NamedEpoch,
  namedEpochs,
  type Ranking,
  rankingDirections,
  rankOf,
} from './best-epoch.ts';
export { ignoredCode } from './ignored-code.ts';
export * from './metric.ts';
export { metricDefinition, metricKeysOf, metricTitle, rankingText } from './present-metrics.ts';
export { metricTable } from './registry.ts';
