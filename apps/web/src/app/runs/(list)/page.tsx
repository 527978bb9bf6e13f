import { z } from 'zod';
import { pageData } from '#api/page-data.tsx';
import { readEnvironment } from '#env.ts';
import { defaultView, parseColumns } from '#features/run-list/list-view.ts';
import { pageInput, rowsPerPage } from '#features/run-list/page-input.ts';
import { RunListPage } from '#features/run-list/run-list-page.tsx';
import { EmptyHome } from '#features/sweeps/empty-home.tsx';

export const metadata = { title: 'Runs' };

const searchSchema = z.object({
  filter: z.string().catch(defaultView.filter).default(defaultView.filter),
  sort: z.string().catch(defaultView.sort).default(defaultView.sort),
  group: z.string().catch(defaultView.group).default(defaultView.group),
  columns: z.string().catch(defaultView.columns).default(defaultView.columns),
});

export default async function Page({ searchParams }: PageProps<'/runs'>) {
  const view = searchSchema.parse(await searchParams);
  return pageData(
    async ({ trpc, queryClient }) => {
      // Ignore an invalid filter here. The page reports it.
      await Promise.all([
        queryClient.fetchQuery(trpc.runList.fields.queryOptions()),
        queryClient.prefetchQuery(
          trpc.runList.page.queryOptions({ ...pageInput(view, parseColumns(view.columns)), offset: 0, limit: rowsPerPage }),
        ),
      ]);
      return <RunListPage />;
    },
    <EmptyHome homeFlag={readEnvironment().homeFlag} />,
  );
}
