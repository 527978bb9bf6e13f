'use client';

import buttons from '#components/ui/button.module.css';
import { Notice } from '#components/ui/notice.tsx';
import { FollowPage } from '#features/live/follow-page.tsx';

export default function ErrorPage({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  return (
    <main>
      <FollowPage cursor={Number.POSITIVE_INFINITY} />
      <Notice title="This page could not be shown" isError>
        <p>
          {error.message} {error.digest !== undefined && <>The server’s log identifies it as {error.digest}.</>}
        </p>
        <p>
          <button type="button" className={buttons.plain} onClick={reset}>
            Try again
          </button>
        </p>
      </Notice>
    </main>
  );
}
