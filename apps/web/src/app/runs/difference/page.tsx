import Link from 'next/link';
import { z } from 'zod';
import { pageData } from '#api/page-data.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { DifferencePage } from '#features/difference/difference-page.tsx';
import { differentRuns, maxComparedRuns } from '#lib/difference-address.ts';

export const metadata = { title: 'Difference' };

const searchSchema = z.object({ runs: z.string().catch('').default('') });

export default async function Page({ searchParams }: PageProps<'/runs/difference'>) {
  const runs = differentRuns(searchSchema.parse(await searchParams).runs);
  if (runs.length < 2) return <NothingChosen />;
  return pageData(async ({ trpc, queryClient }) => {
    const { runs: compared } = await queryClient.fetchQuery(trpc.difference.get.queryOptions({ runs: [...runs] }));
    await Promise.all(compared.map(({ row }) => queryClient.fetchQuery(trpc.runs.epochs.queryOptions({ id: row.id }))));
    return <DifferencePage runs={runs} />;
  });
}

function NothingChosen() {
  return (
    <main>
      <Notice title="Choose runs to compare">
        <p>
          This page shows how 2 to {maxComparedRuns} runs differ: parameters, results, weights, environment and packages. Select them in{' '}
          <Link href="/runs">the list of runs</Link> and press “Difference”.
        </p>
      </Notice>
    </main>
  );
}
