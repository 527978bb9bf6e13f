import type { NextConfig } from 'next';

// No tool tells anybody anything, however it is started.
process.env.NEXT_TELEMETRY_DISABLED = '1';

const config: NextConfig = {
  // Workspace packages are TypeScript sources and have no build step.
  transpilePackages: ['@hourglass/datasets', '@hourglass/db', '@hourglass/model', '@hourglass/sweeps'],
  serverExternalPackages: ['better-sqlite3', '@prisma/client'],
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  agentRules: false,
  devIndicators: false,
};

export default config;
