'use client';

import { createContext, useContext } from 'react';

/** The home that commands on pages need; undefined for the default home. */
const CommandHome = createContext<string | undefined>(undefined);

export const CommandHomeProvider = CommandHome.Provider;

export function useCommandHome(): string | undefined {
  return useContext(CommandHome);
}
