import type { RunRecord } from '../support/records.ts';

const size = { width: 720, height: 400, left: 56, right: 150, top: 16, bottom: 40 };
const range = { low: 13, high: 17.5 };

/** Draws test cost per image over epochs as SVG: Hourglass's seeds, the TensorFlow program, and exact PCA. */
export function drawCurves(runs: readonly RunRecord[], reference: readonly number[], baselines: readonly RunRecord[]): string {
  const epochs = reference.length;
  const x = (epoch: number) => size.left + ((epoch - 1) / (epochs - 1)) * (size.width - size.left - size.right);
  const y = (cost: number) => size.top + ((range.high - cost) / (range.high - range.low)) * (size.height - size.top - size.bottom);
  const line = (costs: readonly number[], style: string) =>
    `<polyline fill="none" ${style} points="${costs.map((cost, index) => `${x(index + 1).toFixed(1)},${y(cost).toFixed(1)}`).join(' ')}"/>`;
  const label = (cost: number, text: string, colour: string) =>
    `<text x="${x(epochs) + 6}" y="${y(cost) + 4}" fill="${colour}">${text}</text>`;
  const ticks = [13, 14, 15, 16, 17].map(
    (cost) =>
      `<line x1="${size.left}" x2="${x(epochs)}" y1="${y(cost)}" y2="${y(cost)}" stroke="#ddd"/><text x="${size.left - 8}" y="${y(cost) + 4}" text-anchor="end">${cost}</text>`,
  );
  const epochTicks = [1, 5, 10, 15, 20, 25, 30].map(
    (epoch) => `<text x="${x(epoch)}" y="${size.height - 20}" text-anchor="middle">${epoch}</text>`,
  );
  const pca = baselines.find(({ params }) => params.baseline === 'pca')?.epochs[0]?.testCostPerSample;
  if (pca === undefined) throw new RangeError('No PCA baseline was trained.');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" fill="#444">
<rect width="100%" height="100%" fill="#fff"/>
${[...ticks, ...epochTicks].join('\n')}
<text x="${(size.left + x(epochs)) / 2}" y="${size.height - 4}" text-anchor="middle">epoch</text>
<text transform="translate(14 ${size.height / 2}) rotate(-90)" text-anchor="middle">test cost per image</text>
${runs
  .map((run) =>
    line(
      run.epochs.map(({ testCostPerSample }) => testCostPerSample),
      'stroke="#0072b2" stroke-width="1.25"',
    ),
  )
  .join('\n')}
${line(reference, 'stroke="#d55e00" stroke-width="1.25" stroke-dasharray="4 3"')}
<line x1="${size.left}" x2="${x(epochs)}" y1="${y(pca)}" y2="${y(pca)}" stroke="#777"/>
${label(13.72, 'TensorFlow (dashed)', '#d55e00')}
${label(13.46, 'Hourglass, 3 seeds', '#0072b2')}
${label(pca, 'PCA 32', '#555')}
</svg>
`;
}
