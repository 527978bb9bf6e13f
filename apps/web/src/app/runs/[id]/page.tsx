import { redirect } from 'next/navigation';
import { pageData } from '#api/page-data.tsx';
import { RunPage } from '#features/runs/run-page.tsx';

export const metadata = { title: 'Run' };

export default async function Page({ params }: PageProps<'/runs/[id]'>) {
  const { id } = await params;
  return pageData(async ({ trpc, queryClient }) => {
    const run = await queryClient.fetchQuery(trpc.runs.get.queryOptions({ id }));
    // The beginning of an id is enough in the address; everything else knows the whole.
    if (run.id !== id) redirect(`/runs/${run.id}`);
    await Promise.all([
      queryClient.fetchQuery(trpc.runs.epochs.queryOptions({ id })),
      queryClient.fetchQuery(trpc.runs.events.queryOptions({ id })),
      queryClient.fetchQuery(trpc.reconstructions.list.queryOptions({ run: id })),
    ]);
    return <RunPage id={id} />;
  });
}
