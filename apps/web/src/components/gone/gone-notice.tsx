'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useEffect } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { setGone } from './gone-page.ts';

export interface GoneNoticeProps {
  readonly noun: 'sweep' | 'run';
  readonly name: string;
  readonly back: { readonly href: Route; readonly label: string };
}

/** Takes the place of a page whose sweep or run was deleted while it was open. The page returns if the deletion is undone. */
export function GoneNotice({ noun, name, back }: GoneNoticeProps) {
  useEffect(() => {
    setGone(noun);
    return () => setGone(null);
  }, [noun]);
  return (
    <main>
      <Notice title={`This ${noun} was deleted`}>
        <p>{name} was deleted while this page was open. Within the undo period, the page that deleted it can restore it.</p>
        <p>
          <Link href={back.href}>{back.label}</Link>
        </p>
      </Notice>
    </main>
  );
}
