import { redirect } from 'next/navigation';
import { pageData } from '#api/page-data.tsx';
import { SweepPage } from '#features/sweeps/sweep-page.tsx';

export const metadata = { title: 'Sweep' };

export default async function Page({ params }: PageProps<'/sweeps/[id]'>) {
  const { id } = await params;
  return pageData(async ({ trpc, queryClient }) => {
    const sweep = await queryClient.fetchQuery(trpc.sweeps.get.queryOptions({ id }));
    // The URL may contain a prefix of the id. Redirect to the full id, which the rest of the app expects.
    if (sweep.id !== id) redirect(`/sweeps/${sweep.id}`);
    await queryClient.fetchQuery(trpc.runs.ofSweep.queryOptions({ sweep: id }));
    return <SweepPage id={id} />;
  });
}
