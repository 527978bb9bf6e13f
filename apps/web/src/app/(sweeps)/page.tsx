import { z } from 'zod';
import { pageData } from '#api/page-data.tsx';
import { EmptyHome } from '#features/sweeps/empty-home.tsx';
import { SweepList } from '#features/sweeps/sweep-list.tsx';
import { sweepPageInput } from '#wire/sweep-page.ts';

const searchSchema = z.object({
  search: z.string().max(200).catch('').default(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1).default(1),
});

export default async function SweepsPage({ searchParams }: PageProps<'/'>) {
  const { search, page } = searchSchema.parse(await searchParams);
  return (
    <main>
      <h1 className="visually-hidden">Sweeps</h1>
      {pageData(
        async ({ trpc, queryClient }) => {
          await queryClient.fetchQuery(trpc.sweeps.list.queryOptions(sweepPageInput(search, page)));
          return <SweepList />;
        },
        <EmptyHome />,
      )}
    </main>
  );
}
