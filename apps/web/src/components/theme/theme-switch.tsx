'use client';

import { useState } from 'react';
import { cookiePath } from '#lib/base-path.ts';
import { type Theme, themeCookie, themes } from './theme.ts';
import styles from './theme-switch.module.css';

const year = 365 * 24 * 60 * 60;

/** Button that cycles through the themes: system, light, dark. */
export function ThemeSwitch({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';

  function choose(): void {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
    document.cookie = `${themeCookie}=${next}; path=${cookiePath()}; max-age=${year}; samesite=strict`;
    window.dispatchEvent(new Event('themechange'));
  }

  return (
    <button type="button" className={styles.button} onClick={choose} aria-label={`Theme: ${theme}. Change to ${next}`}>
      Theme: {theme}
    </button>
  );
}
