import { pageData } from '#api/page-data.tsx';
import { readEnvironment } from '#env.ts';
import { EmptyHome } from '#features/sweeps/empty-home.tsx';
import { SweepList } from '#features/sweeps/sweep-list.tsx';

export default function SweepsPage() {
  const { homeFlag } = readEnvironment();
  return (
    <main>
      <h1 className="visually-hidden">Sweeps</h1>
      {pageData(
        async ({ trpc, queryClient }) => {
          await queryClient.fetchQuery(trpc.sweeps.list.queryOptions());
          return <SweepList homeFlag={homeFlag} />;
        },
        <EmptyHome homeFlag={homeFlag} />,
      )}
    </main>
  );
}
