import { PageSkeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return <PageSkeleton charts={2} rows={12} rowHeight={28} />;
}
