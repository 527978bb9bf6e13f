import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** Carries a Chromium for Linux x64 inside its npm package, for machines without one. */
const carrier = '@sparticuz/chromium';
const carrierVersion = '153.0.0';

const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A real Chromium: the one that is told (CHROMIUM_PATH) or found, else one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await findBrowser();
  // Chromium's sandbox refuses to run as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...quiet, ...asRoot, ...args] });
}

async function findBrowser(): Promise<{ executablePath: string; args: readonly string[] }> {
  const told = process.env.CHROMIUM_PATH;
  for (const path of [...(told === undefined ? [] : [told]), ...installed]) {
    if (await exists(path)) return { executablePath: path, args: [] };
  }
  return carriedBrowser();
}

const carrierSchema = z.object({
  default: z.custom<{ executablePath(): Promise<string>; args: string[] }>(
    (value) => typeof value === 'function' || typeof value === 'object',
  ),
});

async function carriedBrowser(): Promise<{ executablePath: string; args: readonly string[] }> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hourglass-test-browser', carrierVersion);
  const packageFile = join(folder, 'node_modules', carrier, 'package.json');
  if (!(await exists(packageFile))) {
    await mkdir(folder, { recursive: true });
    await promisify(execFile)('npm', ['install', '--prefix', folder, '--no-save', `${carrier}@${carrierVersion}`]);
  }
  const entry = createRequire(packageFile).resolve(carrier);
  const { default: carried } = carrierSchema.parse(await import(pathToFileURL(entry).href));
  return { executablePath: await carried.executablePath(), args: carried.args };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
