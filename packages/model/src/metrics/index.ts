export { bestBy, isBetterEpoch, type NamedEpoch, namedEpochs } from './best-epoch.ts';
export * from './metric.ts';
export { posteriorCollapse } from './posterior-collapse.ts';
export { metricDefinition, metricKeysOf, metricTitle } from './present-metrics.ts';
export { metricTable } from './registry.ts';
