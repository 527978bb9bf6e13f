import { showToast } from '#components/toasts/toast-store.ts';
import { type Notice, type NoticeSweep, prepareNotice } from './prepare-notice.ts';
import { isNoticeRequested, requestNotice } from './requested-notices.ts';

/** Shows one notification for each finished sweep for which this tab has one turned on. */
export function notifyFinished(sweeps: readonly NoticeSweep[]): void {
  for (const sweep of sweeps) {
    const notice = isNoticeRequested(sweep.id) ? prepareNotice(sweep) : null;
    if (notice === null) continue;
    requestNotice(sweep.id, false);
    showNotification(sweep.id, notice);
  }
}

function showNotification(sweep: string, { title, body }: Notice): void {
  try {
    // The tag makes the browser merge the notifications of several tabs into one.
    const shown = new Notification(title, { body, tag: sweep });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch (error) {
    // Chrome on Android throws a TypeError here: it supports notifications only from service workers.
    if (!(error instanceof TypeError)) throw error;
    showToast({ text: `${title}: ${body}` });
  }
}
