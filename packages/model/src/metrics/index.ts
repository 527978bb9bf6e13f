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
export * from './metric.ts';
export { posteriorCollapse } from './posterior-collapse.ts';
export { metricDefinition, metricKeysOf, metricTitle, rankingText } from './present-metrics.ts';
export { metricTable } from './registry.ts';
