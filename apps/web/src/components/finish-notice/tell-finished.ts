import { showToast } from '#components/toasts/toast-store.ts';
import { isAsked, setAsked } from './asked-notices.ts';
import { type Notice, type NoticeSweep, prepareNotice } from './prepare-notice.ts';

/** Shows a notification for each of these sweeps that was asked for and is finished, once. */
export function tellFinished(sweeps: readonly NoticeSweep[]): void {
  for (const sweep of sweeps) {
    const notice = isAsked(sweep.id) ? prepareNotice(sweep) : null;
    if (notice === null) continue;
    setAsked(sweep.id, false);
    show(sweep.id, notice);
  }
}

function show(sweep: string, { title, body }: Notice): void {
  try {
    // Of several tabs that were asked, the browser shows one notification.
    const shown = new Notification(title, { body, tag: sweep });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch (error) {
    // Android's Chrome has the constructor and refuses it: it shows notifications of service workers only.
    if (!(error instanceof TypeError)) throw error;
    showToast({ text: `${title}: ${body}` });
  }
}
