/** Routes that shortcuts and the palette open, by the name of the shortcut. */
export const pages = { sweeps: '/', runs: '/runs', system: '/system', newSweep: '/sweeps/new' } as const;

export const pageNames = Object.keys(pages) as (keyof typeof pages)[];
