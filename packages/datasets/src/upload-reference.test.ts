import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetName, parseDatasetReference, uploadsOf } from './catalog.ts';
import { uploadedFile, uploadReference } from './upload-reference.ts';

const sha256 = '3f2a91c04b7d5e66'.repeat(4);

describe('the reference of an uploaded file', () => {
  it('names its content and the name that it had', () => {
    expect(uploadReference(sha256, 'digits.npy')).toBe('upload:3f2a91c04b7d5e66/digits.npy');
    expect(uploadedFile('upload:3f2a91c04b7d5e66/digits.npy')).toEqual({ id: '3f2a91c04b7d5e66', name: 'digits.npy' });
    expect(datasetName({ train: 'upload:3f2a91c04b7d5e66/digits.npy' })).toBe('digits.npy');
  });

  it('holds any name in one path, and is a valid reference alone and as a role', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const train = uploadReference(sha256, name);
        expect(uploadedFile(train)?.id).toBe(sha256.slice(0, 16));
        expect(train).not.toMatch(/[#\\\p{Cc}\u202a-\u202e]/u);
        expect(parseDatasetReference(train)).toEqual({ reference: { train } });
        expect(parseDatasetReference({ train, trainLabels: train })).toEqual({ reference: { train, trainLabels: train } });
      }),
    );
  });

  it('keeps the ending of a long name', () => {
    expect(uploadReference(sha256, `${'я'.repeat(300)}.npz`)).toMatch(/я\.npz$/);
  });

  it('that is malformed is refused', () => {
    for (const train of [
      'upload:digits.npy',
      'upload:3f2a/digits.npy',
      'upload:3F2A91C04B7D5E66/a.npy',
      'upload:3f2a91c04b7d5e66/../a.npy',
    ]) {
      expect(parseDatasetReference({ train })).toEqual({
        problem: expect.stringMatching(/^dataset\.train: received "upload:.*upload:ID\/NAME/),
      });
      expect(parseDatasetReference(train)).toHaveProperty('problem');
    }
  });

  it('is listed once for all roles, whatever part of it they name', () => {
    const train = uploadReference(sha256, 'flowers.csv');
    expect(uploadsOf({ train, trainLabels: `${train}#species`, test: '/a.npy' }).map(({ id }) => id)).toEqual([sha256.slice(0, 16)]);
    expect(uploadsOf('mnist')).toEqual([]);
  });
});
