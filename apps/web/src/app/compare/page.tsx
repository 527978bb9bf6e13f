import Link from 'next/link';
import { z } from 'zod';
import { pageData } from '#api/page-data.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ComparePage } from '#features/compare/compare-page.tsx';
import { comparisonInput } from '#features/compare/comparison-address.ts';

export const metadata = { title: 'Compare' };

/** About two screens of rows. */
const maxPreloadedRuns = 30;

const text = z.union([z.string(), z.array(z.string()).transform((values) => values.join(','))]).optional();
const searchSchema = z.object({ runs: text, sweep: text });

export default async function Page({ searchParams }: PageProps<'/compare'>) {
  const { runs = '', sweep = null } = searchSchema.parse(await searchParams);
  const address = { runs: runs.split(',').filter((id) => id !== ''), sweep };
  if (address.runs.length === 0 && sweep === null) return <NothingChosen />;
  return pageData(async ({ trpc, queryClient }) => {
    const compared = await queryClient.fetchQuery(trpc.runs.compare.queryOptions(comparisonInput(address)));
    // Preload the visible rows. The browser fetches the others.
    const preloaded = [...compared.baselines, ...compared.runs].slice(0, maxPreloadedRuns);
    const recorded = await Promise.all(
      preloaded.map(({ id }) => queryClient.fetchQuery(trpc.reconstructions.list.queryOptions({ run: id }))),
    );
    const probeSet = recorded.flat()[0]?.probeSet;
    if (probeSet !== undefined) await queryClient.fetchQuery(trpc.reconstructions.probeSet.queryOptions({ id: probeSet }));
    return <ComparePage address={address} />;
  });
}

function NothingChosen() {
  return (
    <main>
      <Notice title="Choose what to compare">
        <p>
          This page compares the reconstructions of runs: a row for each run, a column for each sample. Open a sweep from{' '}
          <Link href="/">the list</Link>, select its runs and press “Compare”.
        </p>
      </Notice>
    </main>
  );
}
