/** The pages that a key or the palette leads to, by the name of their shortcut. */
export const pages = { sweeps: '/', runs: '/runs', system: '/system', newSweep: '/sweeps/new' } as const;

export const pageNames = Object.keys(pages) as (keyof typeof pages)[];
