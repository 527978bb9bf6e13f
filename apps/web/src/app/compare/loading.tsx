import { PageSkeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return <PageSkeleton charts={0} rows={8} rowHeight={82} />;
}
