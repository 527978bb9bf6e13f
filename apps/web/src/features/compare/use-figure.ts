'use client';

import { dataShapeOf, isPlotted } from '@hourglass/datasets/data-kind';
import { rankingText } from '@hourglass/model/metrics';
import { formatFixed, formatParameter, spreadMeaning } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';

import { useQueryClient } from '@tanstack/react-query';
import { cellModes } from '#components/pictures/cell-modes.ts';
import { colourScales, tableOf } from '#components/pictures/colour-scales.ts';
import type { CellSource, Look } from '#components/pictures/paint.ts';
import type { PictureRequest } from '#components/pictures/picture-request.ts';
import { sampleSize } from '#components/pictures/pictures.ts';
import { sampleCell } from '#components/pictures/sample-cell.ts';
import { picturesOptions, useModelSource } from '#components/pictures/use-pictures.ts';
import { type FigurePicture, type FigurePictures, pngOf, seedFigureOf, svgOf } from '#components/printing/draw-figure.ts';
import type { Figure } from '#components/printing/figure.ts';
import { rankingOf } from '#lib/ranking-of.ts';
import { probeOrder } from '#lib/sample-order.ts';
import { useTRPC } from '#lib/trpc.ts';
import { type Columns, nameOf, requestOriginals } from './columns.ts';
import { prepareFigure } from './exporting/prepare-figure.ts';
import { positionText } from './prepare-timeline.ts';
import type { ComparisonRow, Member } from './row.ts';
import { type CostsByRun, rowCost, rowGains, sampleCosts } from './row-cost.ts';
import { lookOf } from './row-look.ts';
import { type Comparison, referenceName } from './use-comparison.ts';
import { memberRequests, referenceMember, referenceRequest } from './use-row-pictures.ts';

const figureFormats = { png: pngOf, svg: svgOf } as const;

/** Builds figures of the comparison, and fetches the pictures that are not on screen. */
export function useFigure(comparison: Comparison, look: Look) {
  const queryClient = useQueryClient();
  const models = useModelSource();
  const trpc = useTRPC();
  const fetchPictures = (request: PictureRequest) => queryClient.fetchQuery(picturesOptions(request, models));

  async function sourceOf(row: ComparisonRow, originals: CellSource, comparison: Comparison): Promise<CellSource> {
    const reference = referenceRequest(row, comparison);
    return {
      members: await Promise.all(memberRequests(row, comparison).map(fetchPictures)),
      originals: originals.originals,
      reference: reference === null ? null : await fetchPictures(reference),
    };
  }

  async function originalsOf(columns: Columns, wantsExact: boolean): Promise<CellSource> {
    const pictures = await fetchPictures(requestOriginals(columns, wantsExact));
    return { members: [pictures], originals: pictures, reference: null };
  }

  async function costsOf(members: readonly Member[], { worstOf, testRows, at }: Columns): Promise<CostsByRun> {
    const entries = await Promise.all(
      members.map(async ({ run, shown }) => {
        const costs =
          worstOf === null
            ? shown && (await queryClient.fetchQuery(trpc.reconstructions.costs.queryOptions({ run: run.id, epoch: shown.epoch })))
            : await queryClient.fetchQuery(trpc.testSamples.costs.queryOptions({ run: run.id, at, rows: [...testRows] }));
        return [run.id, costs ?? []] as const;
      }),
    );
    return new Map(entries);
  }

  async function grid(format: keyof typeof figureFormats, count: number): Promise<Blob> {
    const { columns, pinned, groups, order, decimals } = comparison;
    if (columns === null) throw new Error('The samples are still loading. Try again in a moment.');
    const rows = [...pinned, ...groups.flatMap((group) => group.rows)].filter(({ members }) => members.some(({ shown }) => shown !== null));
    const originals = await originalsOf(columns, comparison.wantsExact);
    const isGain = look.mode === 'gain';
    const references = isGain ? rows.flatMap((row) => referenceMember(row, comparison) ?? []) : [];
    const costs = await costsOf([...rows.flatMap(({ members }) => members), ...references], columns);
    const chosen = order.slice(0, count);
    // As in the matrix: the reference of the gains shows its costs.
    const numbers = new Map(
      rows.map((row) => {
        const reference = isGain ? costs.get(referenceMember(row, comparison)?.run.id ?? '') : undefined;
        return [
          row,
          reference === undefined ? { of: costs, isGain: false } : { of: rowGains(row, costs, reference), isGain: true },
        ] as const;
      }),
    );
    const pictures: FigurePictures = {
      isPlot: isPlotOf(columns),
      colours: tableOf(colourScales[cellModes[look.mode].scale], look.map, isColourOf(columns)),
      ...cellsOf(chosen, [
        { source: originals, look: { ...look, mode: 'reconstruction' } },
        ...(await Promise.all(
          rows.map(async (row) => ({ source: await sourceOf(row, originals, comparison), look: lookOf(row, look, comparison.reference) })),
        )),
      ]),
    };
    return figureFormats[format](planOf(columns), pictures);

    function planOf(shown: Columns): Figure {
      return prepareFigure({
        rows: [
          { label: 'Original', cost: '', costs: [] },
          ...rows.map((row) => {
            const { of, isGain } = numbers.get(row) ?? { of: costs, isGain: false };
            // Over the samples that are drawn, and no others.
            const { mean, deviation, count, over } = rowCost(row, of, { samples: chosen, over: comparison.over });
            const own = sampleCosts(row, of);
            const text = (value: number | null) => `${isGain && value !== null && value > 0 ? '+' : ''}${formatFixed(value, decimals)}`;
            return {
              label: row.label.replaceAll('\u00a0', ' '),
              cost: `${text(mean)}${deviation === null ? '' : ` ± ${formatFixed(deviation, decimals)}`}${over === 'seed' && deviation !== null ? ` (n = ${count})` : ''}`,
              costs: chosen.map((sample) => text(own?.[sample] ?? null)),
            };
          }),
        ],
        columns: chosen.length,
        labels: shown.labels === null ? [] : chosen.map((sample) => nameOf(shown, sample) ?? ''),
        sample: sampleSize(shown.probeSet),
        isPlot: isPlotOf(shown),
        caption: captionOf(comparison, look),
        note: noteOf(comparison, { samples: chosen.length, isGain: look.mode === 'gain' }),
        limits: limitsOf(shown.probeSet, look),
      });
    }
  }

  /** Ten samples above a run's reconstructions, from exact values where they were recorded. */
  async function seedFigure(row: ComparisonRow): Promise<Blob> {
    const { columns } = comparison;
    if (columns === null) throw new Error('The samples are still loading. Try again in a moment.');
    const exported = { ...comparison, wantsExact: true, needsReference: false };
    const originals = await originalsOf(columns, true);
    const plain: Look = { ...look, mode: 'reconstruction' };
    const figure = {
      isPlot: isPlotOf(columns),
      colours: look.map,
      ...cellsOf(probeOrder(Math.min(10, columns.testRows.length)), [
        { source: originals, look: plain },
        { source: await sourceOf(row, originals, exported), look: plain },
      ]),
    };
    const { drawnWidth, height } = sampleCell(columns.probeSet, 4);
    return seedFigureOf(figure, { width: drawnWidth, height });
  }

  return { grid, seedFigure };
}

/** A column for each sample, the same ones in every row. */
function cellsOf(
  order: readonly number[],
  rows: readonly Omit<FigurePicture, 'sample'>[],
): Pick<FigurePictures, 'rows' | 'columns' | 'pictureAt'> {
  return {
    rows: rows.length,
    columns: order.length,
    pictureAt: (row, column) => ({ ...at(rows, row), sample: at(order, column) }),
  };
}

/** Names the numbers beside the rows, and their ±. */
function noteOf({ over }: Comparison, { samples, isGain }: { readonly samples: number; readonly isGain: boolean }): string {
  const spread = over === 'seed' ? 's.d. over seeds (n = number of seeds)' : spreadMeaning({ count: samples, over });
  return `Beside the rows: mean ${isGain ? 'gain' : 'squared error'} per sample ± ${spread}`;
}

function isPlotOf({ probeSet }: Columns): boolean {
  return isPlotted(dataShapeOf(probeSet));
}

function isColourOf({ probeSet }: Columns): boolean {
  return sampleSize(probeSet).channels > 1;
}

function captionOf({ runs, timeline, columns, reference }: Comparison, look: Look): string {
  const title = `${cellModes[look.mode].title}${look.mode === 'gain' ? ` over ${referenceName(reference)}` : ''}`;
  const rankings = [...new Set(runs.map((run) => rankingText(rankingOf(run))))];
  const ofBest = `each run’s best epoch (${rankings.join(', ')})`;
  if (columns?.worstOf != null) return `${title}, worst test samples, ${columns.at === 'best' ? ofBest : 'last epoch'}`;
  if (timeline.alignment === 'best') return `${title} after ${ofBest}`;
  const position = positionText(timeline, timeline.position);
  return `${title} after ${timeline.alignment === 'epoch' ? `epoch ${position}` : `${position} of training`}`;
}

function limitsOf(data: { readonly low: number; readonly high: number }, look: Look): readonly [string, string] {
  const scale = colourScales[cellModes[look.mode].scale];
  const { low, high } = scale.limits(data);
  return [`${scale.isOpen && low < 0 ? '≤ ' : ''}${formatParameter(low)}`, `${scale.isOpen ? '≥ ' : ''}${formatParameter(high)}`];
}
