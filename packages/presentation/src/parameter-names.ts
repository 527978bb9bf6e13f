/** Parameters computed from others: shown after them, and never used to distinguish runs. */
export const derivedParameters: readonly string[] = ['depth', 'width', 'codeSize', 'parameterCount'];

const titles: Readonly<Record<string, string>> = {
  parameterCount: 'parameters',
  'noise.level': 'noise level',
};

/** Names of parameters in labels, beside their values; with an empty name only the value is shown. */
const shortNames: Readonly<Record<string, string>> = {
  dimensions: '',
  family: '',
  activation: '',
  optimizer: '',
  schedule: '',
  learningRate: 'lr',
  batchSize: 'batch',
  weightDecay: 'decay',
  outputActivation: 'output',
  'noise.level': 'level',
};

/** `learningRate` → `learning rate`, `optimizer.beta1` → `optimizer beta1` */
export function parameterTitle(key: string): string {
  return (
    titles[key] ??
    key.replaceAll('.', ' ').replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  );
}

export function shortParameterName(key: string): string {
  return shortNames[key] ?? parameterTitle(key);
}
