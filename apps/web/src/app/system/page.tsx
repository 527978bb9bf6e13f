import { pageData } from '#api/page-data.tsx';
import { EmptyHome } from '#features/sweeps/empty-home.tsx';
import { SystemPage } from '#features/system/system-page.tsx';

export const metadata = { title: 'System' };

export default async function Page() {
  return pageData(
    async ({ trpc, queryClient }) => {
      await Promise.all([
        queryClient.fetchQuery(trpc.system.workers.queryOptions()),
        queryClient.fetchQuery(trpc.system.queue.queryOptions()),
        queryClient.fetchQuery(trpc.system.disk.queryOptions()),
      ]);
      return <SystemPage />;
    },
    <EmptyHome />,
  );
}
