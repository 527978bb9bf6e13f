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
/** An npm package that contains a Chromium for Linux x64, for machines without a browser. */
const carrier = '@sparticuz/chromium';
const carrierVersion = '153.0.0';

const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Launches a real Chromium: CHROMIUM_PATH, or an installed one, or else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  // Chromium's sandbox does not run as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Chromium reads its language from these variables: under LANG=C it is "en-US@posix", which Intl rejects.
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };
  return chromium.launch({ executablePath, args: [...quiet, ...asRoot], env });
}

async function findBrowser(): Promise<string> {
  const configured = process.env.CHROMIUM_PATH;
  for (const path of [...(configured === undefined ? [] : [configured]), ...installed]) {
    if (await exists(path)) return path;
  }
  return carriedBrowser();
}

const carrierSchema = z.object({
  default: z.custom<{ executablePath(): Promise<string> }>((value) => typeof value === 'function' || typeof value === 'object'),
});

/** The package's executable without its flags, which are for cloud functions: with `--single-process`, closing a page sometimes ends the browser. */
async function carriedBrowser(): Promise<string> {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hourglass-test-browser', carrierVersion);
  const packageFile = join(folder, 'node_modules', carrier, 'package.json');
  if (!(await exists(packageFile))) {
    await mkdir(folder, { recursive: true });
    await promisify(execFile)('npm', ['install', '--prefix', folder, '--no-save', `${carrier}@${carrierVersion}`]);
  }
  const entry = createRequire(packageFile).resolve(carrier);
  const { default: carried } = carrierSchema.parse(await import(pathToFileURL(entry).href));
  return carried.executablePath();
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
