/** How the sums of a hidden layer are normalised before its activation. */
export const normalisationNames = ['none', 'batch', 'layer'] as const;

/** Keeps the division finite where values do not vary: the default of Keras. */
export const normalisationEpsilon = 1e-3;

export type NormalisationName = (typeof normalisationNames)[number];
