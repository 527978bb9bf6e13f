import type { Json } from '@hourglass/sweeps';
import styles from './field.module.css';
import { hourglassShape } from './hourglass-shape.ts';

const width = 64;
const height = 20;

/** Diagram of a network's layer sizes. */
export function Hourglass({ sizes }: { readonly sizes: readonly Json[] }) {
  const shape = hourglassShape(sizes);
  const x = (layer: number) => (layer / Math.max(1, shape.length - 1)) * width;
  const upper = shape.map((half, layer) => `${x(layer)},${(height / 2) * (1 - half)}`);
  const lower = shape.map((half, layer) => `${x(layer)},${(height / 2) * (1 + half)}`).toReversed();
  return (
    <svg className={styles.shape} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polygon points={[...upper, ...lower].join(' ')} />
    </svg>
  );
}
