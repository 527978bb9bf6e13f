/** Distributions of the initial weights; initialisation.ts has their formulas. */
export const initialisationNames = ['fanIn', 'glorotUniform', 'heUniform'] as const;
export type InitialisationName = (typeof initialisationNames)[number];
