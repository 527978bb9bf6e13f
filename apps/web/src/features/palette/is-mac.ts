/** Whose modifier key is ⌘. */
export function isMac(): boolean {
  return navigator.userAgent.includes('Mac');
}
