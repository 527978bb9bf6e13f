import Link from 'next/link';
import { Command, Notice } from '#components/ui/notice.tsx';
import { FollowPage } from '#features/live/follow-page.tsx';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main>
      <FollowPage cursor={Number.POSITIVE_INFINITY} />
      <Notice title="Nothing here has this id">
        <p>It may have been removed, belong to another home, or be mistyped; the beginning of an id is enough where only one begins so.</p>
        <p>
          <Link href="/">All sweeps</Link> of this home are listed on the first page, and in a terminal by:
        </p>
        <Command>./hourglass sweeps ls</Command>
      </Notice>
    </main>
  );
}
