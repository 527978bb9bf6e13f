import { type SamplerVersion, samplerVersions } from '@hourglass/sweeps';
import { z } from 'zod';

const schema = z.literal(samplerVersions);

/** @throws ZodError if a newer program stored the version */
export function parseSamplerVersion(stored: number): SamplerVersion {
  return schema.parse(stored);
}
