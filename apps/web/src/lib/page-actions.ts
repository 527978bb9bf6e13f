'use client';

import { useEffect } from 'react';

/** The actions of the current page, for the command palette. */
export interface PageAction {
  readonly label: string;
  readonly run: () => void;
}

let actions: readonly PageAction[] = [];

export function currentPageActions(): readonly PageAction[] {
  return actions;
}

/** Offers actions while the component that calls it is shown. */
export function usePageActions(offered: readonly PageAction[]): void {
  useEffect(() => {
    actions = [...actions, ...offered];
    return () => {
      actions = actions.filter((action) => !offered.includes(action));
    };
  }, [offered]);
}
