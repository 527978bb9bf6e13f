/** Whether the platform's modifier key is ⌘. */
export function isMac(): boolean {
  return navigator.userAgent.includes('Mac');
}
