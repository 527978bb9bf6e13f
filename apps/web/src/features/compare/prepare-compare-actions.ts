import { parameterTitle } from '@hourglass/model/parameters';
import { type CellModeName, cellModes } from '#components/pictures/cell-modes.ts';
import type { PictureView } from '#components/pictures/use-picture-view.ts';
import type { PageAction } from '#lib/page-actions.ts';
import { sampleOrderNames, sampleOrderWords } from '#lib/sample-order.ts';
import type { ComparisonView } from './use-comparison-view.ts';

export interface CompareActionsInput {
  readonly modes: readonly CellModeName[];
  /** The parameters in which the runs differ. */
  readonly varying: readonly string[];
  readonly show: PictureView['show'];
  readonly samples: PictureView['samples'];
  readonly view: Pick<ComparisonView, 'align' | 'seeds' | 'group' | 'pins'>;
  readonly setPictures: (change: Partial<Pick<PictureView, 'show' | 'samples'>>) => void;
  readonly setLayout: (change: Partial<Pick<ComparisonView, 'align' | 'seeds' | 'group' | 'pins'>>) => void;
}

/** What the palette offers on the page that compares runs: every setting but the current one. */
export function prepareCompareActions(input: CompareActionsInput): readonly PageAction[] {
  const { modes, varying, show, samples, view, setPictures, setLayout } = input;
  return [
    ...modes
      .filter((mode) => mode !== show)
      .map((mode) => ({ label: `Show ${cellModes[mode].word}`, run: () => setPictures({ show: mode }) })),
    ...sampleOrderNames
      .filter((order) => order !== samples)
      .map((order) => ({ label: `Order samples: ${sampleOrderWords[order] ?? order}`, run: () => setPictures({ samples: order }) })),
    view.align === 'best'
      ? { label: 'Align runs by epoch', run: () => setLayout({ align: 'epoch' }) }
      : { label: 'Show each run at its best epoch', run: () => setLayout({ align: 'best' }) },
    ...(varying.includes('seed')
      ? [
          view.seeds === 'mean'
            ? { label: 'Show each seed', run: () => setLayout({ seeds: 'each' }) }
            : { label: 'Show means over seeds', run: () => setLayout({ seeds: 'mean' }) },
        ]
      : []),
    ...['', ...varying]
      .filter((key) => key !== view.group)
      .map((key) => ({
        label: key === '' ? 'Group rows by nothing' : `Group rows by ${parameterTitle(key)}`,
        run: () => setLayout({ group: key }),
      })),
    view.pins !== null && view.pins.length === 0
      ? { label: 'Pin the baselines', run: () => setLayout({ pins: null }) }
      : { label: 'Pin no row', run: () => setLayout({ pins: [] }) },
  ];
}
