import styles from './open-notice.module.css';

/** Warning on every page of a dashboard that other machines can reach without a token. */
export function OpenNotice() {
  return (
    <p role="note" className={styles.notice}>
      Everyone who can reach this address can change and delete everything here: the dashboard was started with <code>--no-auth</code>.
    </p>
  );
}
