/** Samples of a probe set; fewer where there are fewer test samples. */
export const maxProbes = 100;
