import Link from 'next/link';
import { Command } from '#components/ui/command.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { FollowPage } from '#features/live/follow-page.tsx';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main>
      <FollowPage cursor={Number.POSITIVE_INFINITY} />
      <Notice title="No page with this id">
        <p>It may have been deleted, belong to another home, or be mistyped. Any unique prefix of an id is accepted.</p>
        <p>
          <Link href="/">All sweeps</Link> of this home are listed on the start page, and in a terminal by:
        </p>
        <Command>./hourglass sweeps ls</Command>
      </Notice>
    </main>
  );
}
