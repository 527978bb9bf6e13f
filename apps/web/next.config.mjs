import { placeholder } from './serve/placeholder.mjs';

// Disables telemetry, however Next is started.
process.env.NEXT_TELEMETRY_DISABLED = '1';

// The development server is used without a proxy, and serves the pages itself.
const basePath = process.env.NODE_ENV === 'development' ? '' : placeholder;

/**
 * JavaScript, because the server would load Next's compiler to read TypeScript, and keep it: 28 MB.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  // serve/main.mjs replaces it in every response, and compresses the result.
  basePath,
  env: { PAGES_BASE_PATH: basePath },
  compress: false,
  // Workspace packages are TypeScript sources and have no build step.
  transpilePackages: [
    '@hourglass/datasets',
    '@hourglass/db',
    '@hourglass/engine',
    '@hourglass/model',
    '@hourglass/presentation',
    '@hourglass/sweeps',
  ],
  serverExternalPackages: ['better-sqlite3', '@prisma/client'],
  poweredByHeader: false,
  // `next build` fails on type errors, unless HOURGLASS_TYPES_CHECKED is 1: `hourglass up` sets it, because the types of published sources were checked.
  typescript: { ignoreBuildErrors: process.env.HOURGLASS_TYPES_CHECKED === '1' },
  experimental: { turbopackFileSystemCacheForBuild: process.env.HOURGLASS_FIRST_BUILD === undefined },
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  devIndicators: false,
};

export default config;
