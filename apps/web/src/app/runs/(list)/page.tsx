import { z } from 'zod';
import { pageData } from '#api/page-data.tsx';
import { defaultView, parseColumns } from '#features/run-list/list-view.ts';
import { pageInput, rowsPerPage } from '#features/run-list/page-input.ts';
import { RunListPage } from '#features/run-list/run-list-page.tsx';
import { EmptyHome } from '#features/sweeps/empty-home.tsx';

export const metadata = { title: 'Runs' };

/** A setting that is absent, or given more than once, has its default. */
const settingSchema = z.string().optional().catch(undefined);
const searchSchema = z.object({ filter: settingSchema, sort: settingSchema, group: settingSchema, columns: settingSchema });

export default async function Page({ searchParams }: PageProps<'/runs'>) {
  const given = searchSchema.parse(await searchParams);
  return pageData(
    async ({ trpc, queryClient }) => {
      const fields = await queryClient.fetchQuery(trpc.runList.fields.queryOptions());
      const initial = defaultView(new Map(fields.map((field) => [field.name, field])));
      const { filter = initial.filter, sort = initial.sort, group = initial.group, columns = initial.columns } = given;
      // Ignore an invalid filter here. The page reports it.
      await queryClient.prefetchQuery(
        trpc.runList.page.queryOptions({ ...pageInput({ filter, sort, group }, parseColumns(columns)), offset: 0, limit: rowsPerPage }),
      );
      return <RunListPage />;
    },
    <EmptyHome />,
  );
}
