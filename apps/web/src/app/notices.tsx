import { readEnvironment } from '#env.ts';
import styles from './notices.module.css';

/** Notices on every page: that others can reach this dashboard without a token, or that its home can't be changed. */
export function Notices() {
  const { isOpenToOthers, isReadOnly } = readEnvironment();
  return (
    <>
      {isOpenToOthers ? (
        <p role="note" className={styles.notice}>
          Everyone who can reach this address can change and delete everything here: the dashboard was started with <code>--no-auth</code>.
        </p>
      ) : null}
      {isReadOnly ? (
        <p role="note" className={styles.notice}>
          This home can only be read: nothing can be changed or trained here.
        </p>
      ) : null}
    </>
  );
}
