import { redirect } from 'next/navigation';
import { pageData } from '#api/page-data.tsx';
import { RunPage } from '#features/runs/run-page.tsx';

export const metadata = { title: 'Run' };

export default async function Page({ params }: PageProps<'/runs/[id]'>) {
  const { id } = await params;
  return pageData(async ({ trpc, queryClient }) => {
    const run = await queryClient.fetchQuery(trpc.runs.get.queryOptions({ id }));
    // The URL may contain a prefix of the id. Redirect to the full id, which the rest of the app expects.
    if (run.id !== id) redirect(`/runs/${run.id}`);
    await Promise.all([
      queryClient.fetchQuery(trpc.runs.epochs.queryOptions({ id })),
      queryClient.fetchQuery(trpc.runs.events.queryOptions({ id })),
      queryClient.fetchQuery(trpc.reconstructions.list.queryOptions({ run: id })),
    ]);
    return <RunPage id={id} />;
  });
}
