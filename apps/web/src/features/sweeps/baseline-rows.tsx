import { baselineLabel } from '@hourglass/presentation';
import Link from 'next/link';
import names from '#components/runs/run-name.module.css';
import { RunSwatch } from '#components/runs/run-swatch.tsx';
import { Thumbnail } from '#components/runs/thumbnail.tsx';
import type { RunTablePlan } from './prepare-run-table.ts';
import { baselineCell, isLeftAligned } from './run-columns.tsx';
import styles from './run-table.module.css';

/** Pinned rows of the baselines. They are excluded from sorting and counts. */
export function BaselineRows({ plan, columnIds }: { readonly plan: RunTablePlan; readonly columnIds: readonly string[] }) {
  const firstParameter = plan.parameters[0]?.key;
  return (
    <tbody className={styles.baselines}>
      {plan.baselines.map((baseline) => {
        const label = baselineLabel(baseline.values);
        return (
          <tr key={baseline.id}>
            <th scope="row" className={styles.run}>
              <span className={names.name}>
                <RunSwatch run={baseline} />
                <Link href={{ pathname: `/runs/${baseline.id}` }} prefetch={false}>
                  {label}
                </Link>
              </span>
            </th>
            {columnIds.map((id) => (
              <td key={id} className={isLeftAligned(id, plan) ? styles.left : undefined}>
                {id === firstParameter ? <span className={styles.kind}>baseline</span> : baselineCell(id, baseline, plan)}
              </td>
            ))}
            <td className={styles.samples}>
              <Thumbnail run={baseline} label={label} />
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}
