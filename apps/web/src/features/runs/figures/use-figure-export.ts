'use client';

import { dataShapeOf, isPlotted } from '@hourglass/datasets/data-kind';
import { formatParameter } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { figureTable } from '@hourglass/sweeps/figures';
import { useQueryClient } from '@tanstack/react-query';
import { colourScales, tableOf } from '#components/pictures/colour-scales.ts';
import type { CellSource, Look } from '#components/pictures/paint.ts';
import type { PictureRequest } from '#components/pictures/picture-request.ts';
import { sampleSize } from '#components/pictures/pictures.ts';
import { originalsRequest } from '#components/pictures/probe-requests.ts';
import { picturesOptions, useModelSource } from '#components/pictures/use-pictures.ts';
import { pngOf } from '#components/printing/draw-figure.ts';
import { prepareCodeFigure } from './prepare-code-figure.ts';
import { preparePrint } from './prepare-print.ts';
import { type CodeFigure, type FigureProbes, type FigureRun, probeNames, requestOf } from './use-code-figures.ts';

interface ShownFigure {
  readonly run: FigureRun;
  readonly figure: CodeFigure;
}

/** Draws the shown figures as a PNG for a paper. */
export function useFigureExport(shown: readonly ShownFigure[], probeSet: FigureProbes, look: Look): () => Promise<Blob> {
  const queryClient = useQueryClient();
  const models = useModelSource();
  const fetchPictures = (request: PictureRequest) => queryClient.fetchQuery(picturesOptions(request, models));
  return async () => {
    const originals = await fetchPictures(originalsRequest(probeSet, false));
    const decoded = await Promise.all(shown.map(({ run, figure }) => fetchPictures(requestOf(run, figure, probeSet))));
    const { figure: first } = at(shown, 0);
    const isPlot = isPlotted(dataShapeOf(probeSet));
    const printed = preparePrint({
      runs: shown.map(({ run, figure }) => ({
        name: shown.length === 1 ? '' : run.name.replaceAll('\u00a0', ' '),
        drawn: prepareCodeFigure(figure.layout, probeNames(probeSet)),
      })),
      sample: sampleSize(probeSet),
      isPlot,
      caption: `${figureTable[first.kind].title} after epoch ${first.epoch}`,
      limits: [formatParameter(first.low), formatParameter(first.high)],
    });
    const sourceOf = ({ run, of }: ReturnType<typeof printed.cellAt>): CellSource =>
      of === 'originals'
        ? { members: [originals], originals, reference: null }
        : { members: [at(decoded, run)], originals: null, reference: null };
    return pngOf(printed, {
      rows: 1,
      columns: printed.cells.length,
      isPlot,
      colours: tableOf(colourScales.values, look.map, sampleSize(probeSet).channels > 1),
      pictureAt: (row, column) => {
        const cell = printed.cellAt(row, column);
        return { source: sourceOf(cell), look, sample: cell.sample };
      },
    });
  };
}
