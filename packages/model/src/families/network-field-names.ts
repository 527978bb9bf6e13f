/** Names of the fields that several families have. */
export const networkFieldNames = {
  tied: {},
  activation: { short: '' },
  outputActivation: { short: 'output' },
  initialisation: { short: '' },
} as const;
