import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { parseTheme, themeCookie } from '#components/theme/theme.ts';
import { Toasts } from '#components/toasts/toasts.tsx';
import { Hints } from '#components/ui/hints.tsx';
import { readEnvironment } from '#env.ts';
import { PaletteHost } from '#features/palette/palette-host.tsx';
import { basePath } from '#lib/base-path.ts';
import { readCursor } from '#server/cursor.ts';
import { Notices } from './notices.tsx';
import { Providers } from './providers.tsx';
import { TopBar } from './top-bar.tsx';
import './tokens.css';
import './globals.css';

const sans = localFont({
  src: '../../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-sans',
  weight: '100 900',
});
const mono = localFont({
  src: '../../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-mono',
  weight: '100 900',
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'Hourglass', template: '%s – Hourglass' },
  description: 'Sweeps of autoencoders, side by side.',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const cursor = await readCursor();
  return (
    <html
      lang="en"
      data-base-path={basePath}
      className={`${sans.variable} ${mono.variable}`}
      {...(theme === 'system' ? {} : { 'data-theme': theme })}
      suppressHydrationWarning
    >
      <body>
        <Providers commandHome={readEnvironment().commandHome}>
          <TopBar cursor={cursor} theme={theme} />
          <Notices />
          {children}
          <Toasts />
          <Hints />
          <PaletteHost />
        </Providers>
      </body>
    </html>
  );
}
