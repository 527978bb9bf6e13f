import { isAsked, setAsked } from './asked-notices.ts';
import { type NoticeSweep, prepareNotice } from './prepare-notice.ts';

/** Shows a notification for each of these sweeps that was asked for and is finished, once. */
export function tellFinished(sweeps: readonly NoticeSweep[]): void {
  for (const sweep of sweeps) {
    const notice = isAsked(sweep.id) ? prepareNotice(sweep) : null;
    if (notice === null) continue;
    setAsked(sweep.id, false);
    // Of several tabs that were asked, the browser shows one notification.
    const shown = new Notification(notice.title, { body: notice.body, tag: sweep.id });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  }
}
