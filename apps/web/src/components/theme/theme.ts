export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The theme is stored in a cookie, so that the server renders it into the HTML and the page does not flash. */
export const themeCookie = 'hourglass-theme';

export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system';
}
