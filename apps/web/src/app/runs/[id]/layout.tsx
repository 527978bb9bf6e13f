import { requireKnown } from '#server/require-known.ts';

export default async function Layout({ children, params }: LayoutProps<'/runs/[id]'>) {
  const { id } = await params;
  await requireKnown((store) => store.runs.get(id));
  return children;
}
