import { documentFromFlags } from '@hourglass/sweeps/flags';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addSpecFlags } from './spec-flags.ts';

function documentFor(...flags: string[]): unknown {
  const command = addSpecFlags(new Command('sweep')).exitOverride();
  command.parse(flags, { from: 'user' });
  return documentFromFlags(command.opts());
}

describe('documentFromFlags', () => {
  it('is null without flags', () => {
    expect(documentFor()).toBeNull();
  });

  it('turns one value into a constant, and several into an axis', () => {
    expect(documentFor('--dims', '784,256,64', '--lr', '0.001,0.0003', '--batch', '20', '--epochs', '30', '--seeds', '0,1')).toEqual({
      version: 1,
      seeds: [0, 1],
      model: { dimensions: [784, 256, 64] },
      training: { learningRate: [0.001, 0.0003], batchSize: 20, epochs: 30 },
    });
  });

  it('accepts repeated --dims, and reads every other flag', () => {
    expect(
      documentFor(
        '--dims',
        '784,64',
        '--dims',
        '784,32',
        '--tied',
        'true,false',
        '--noise',
        'none,gaussian:0.2',
        '--activation',
        'relu',
        '--output-activation',
        'linear',
        '--weight-decay',
        '0.1',
        '--clip-norm',
        '0,1',
        '--clip-value',
        '0.5',
        '--optimizer',
        'sgd,adam',
        '--schedule',
        'cosine',
        '--name',
        'Try',
        '--dataset',
        'fashion-mnist',
      ),
    ).toEqual({
      version: 1,
      name: 'Try',
      dataset: 'fashion-mnist',
      model: {
        dimensions: [
          [784, 64],
          [784, 32],
        ],
        tied: [true, false],
        noise: ['none', { kind: 'gaussian', level: 0.2 }],
        activation: 'relu',
        outputActivation: 'linear',
        weightDecay: 0.1,
      },
      training: { optimizer: ['sgd', 'adam'], schedule: 'cosine', clipNorm: [0, 1], clipValue: 0.5 },
    });
  });

  it('keeps values that are not numbers, for the spec to refuse', () => {
    expect(documentFor('--dims', '784,many', '--lr', 'fast')).toMatchObject({
      model: { dimensions: [784, 'many'] },
      training: { learningRate: 'fast' },
    });
  });

  it('requires the dimensions if there are other flags', () => {
    expect(() => documentFor('--lr', '0.1')).toThrow('--dims: missing; give the layer sizes, for example --dims 784,256,64.');
  });
});
