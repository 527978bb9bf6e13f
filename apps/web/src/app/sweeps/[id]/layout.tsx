import { requireKnown } from '#server/require-known.ts';

export default async function Layout({ children, params }: LayoutProps<'/sweeps/[id]'>) {
  const { id } = await params;
  await requireKnown((store) => store.sweeps.get(id));
  return children;
}
