import type { ReactNode } from 'react';
import styles from './facts.module.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Pairs of name and value on wrapping lines. */
export function FactLine({ facts, lead }: { readonly facts: readonly Fact[]; readonly lead?: ReactNode }) {
  if (facts.length === 0) return null;
  return (
    <div className={styles.line}>
      {lead !== undefined && <span className={styles.lead}>{lead}</span>}
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Pairs of name and value in two columns, one pair per line. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.list}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles.row}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
