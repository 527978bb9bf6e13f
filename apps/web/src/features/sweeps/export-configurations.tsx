'use client';

import type { Ranking } from '@hourglass/model/metrics';
import { csvText, exportName, latexText } from '@hourglass/presentation';
import { type ConfigurationSummary, configurationsForCsv, configurationsForReading } from '@hourglass/sweeps/configurations';
import buttons from '#components/ui/button.module.css';
import { saveFile } from '#lib/save-file.ts';
import { orderConfigurations } from './configuration-order.ts';
import type { TableRun } from './prepare-run-table.ts';

export interface ExportConfigurationsProps {
  readonly sweep: string;
  readonly summaries: readonly ConfigurationSummary<TableRun>[];
  readonly parameters: readonly string[];
  readonly order: string;
  readonly ranking: Ranking;
}

/** Saves the table of configurations, in the order shown: CSV for programs, LaTeX for papers. */
export function ExportConfigurations({ sweep, summaries, parameters, order, ranking }: ExportConfigurationsProps) {
  const ordered = () => orderConfigurations(summaries, order);
  const save = (extension: string, type: string, text: string) =>
    saveFile(exportName({ kind: 'configurations', of: sweep }, extension), new Blob([text], { type: `${type};charset=utf-8` }));
  return (
    <>
      <button
        type="button"
        className={buttons.link}
        onClick={() => save('csv', 'text/csv', csvText(configurationsForCsv(ordered(), parameters, ranking)))}
      >
        Save CSV
      </button>
      <button
        type="button"
        className={buttons.link}
        onClick={() => save('tex', 'application/x-tex', latexText(configurationsForReading(ordered(), parameters, ranking)))}
      >
        Save LaTeX
      </button>
    </>
  );
}
