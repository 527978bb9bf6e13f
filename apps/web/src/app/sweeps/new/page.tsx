import { z } from 'zod';
import { pageData } from '#api/page-data.tsx';
import { LaunchPage } from '#features/launch/launch-page.tsx';
import { EmptyHome } from '#features/sweeps/empty-home.tsx';

export const metadata = { title: 'New sweep' };

const id = z.string().nullable().catch(null).default(null);
const searchSchema = z.object({ from: id, widen: id });

export default async function Page({ searchParams }: PageProps<'/sweeps/new'>) {
  const origin = searchSchema.parse(await searchParams);
  return pageData(
    async ({ trpc, queryClient }) => {
      const [, { text }] = await Promise.all([
        queryClient.fetchQuery(trpc.launch.form.queryOptions()),
        queryClient.fetchQuery(trpc.launch.first.queryOptions(origin)),
      ]);
      await queryClient.prefetchQuery(trpc.launch.plan.queryOptions({ text, widen: origin.widen }));
      // The key resets the form when its origin changes.
      return <LaunchPage key={`${origin.from} ${origin.widen}`} {...origin} />;
    },
    <EmptyHome />,
  );
}
