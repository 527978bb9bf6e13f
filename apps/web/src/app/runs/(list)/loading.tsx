import { PageSkeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return <PageSkeleton charts={0} rows={24} rowHeight={28} />;
}
