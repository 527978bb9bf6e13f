'use client';

import { parameterTitle } from '@hourglass/model/parameters';
import { Options } from '#components/ui/options.tsx';
import { DraftInput } from './draft-input.tsx';
import styles from './field.module.css';
import type { FieldProps } from './field-props.ts';
import { readNumbers, valueFor, valuesOf, writeNumbers } from './field-values.ts';
import { expandGroups, type KindGroup, kindGroups } from './kind-groups.ts';

/** Selects one or more kinds, with inputs for the numbers of the kinds that have some. */
export function KindsField({ field, value, onChange, label, problemId }: FieldProps) {
  const kinds = field.input.kind === 'kinds' ? field.input.kinds : [];
  const isOne = field.takes === 'one';
  const groups = kindGroups(valuesOf(field, value));
  if (groups === null) return <span className={styles.soft}>set in the YAML: it is too complex for this field</span>;
  const change = (next: readonly KindGroup[]) => {
    if (next.length > 0) onChange(valueFor(field, expandGroups(next)));
  };
  const toggle = (kind: string) => {
    if (isOne) return change([{ kind, details: {} }]);
    const isChosen = groups.some((group) => group.kind === kind);
    change(isChosen ? groups.filter((group) => group.kind !== kind) : [...groups, { kind, details: {} }]);
  };
  const isDefault = value === undefined;
  return (
    <div className={styles.kinds}>
      <Options
        legend={label}
        isOne={isOne}
        describedBy={problemId}
        options={kinds.map(({ name }) => ({ key: name, label: name, isChosen: groups.some(({ kind }) => kind === name) }))}
        onToggle={toggle}
      />
      {groups.map((group) =>
        (isDefault ? [] : (kinds.find((kind) => kind.name === group.kind)?.details ?? [])).map((detail) => {
          const title = parameterTitle(detail.name);
          return (
            <span key={`${group.kind}.${detail.name}`} className={styles.detail}>
              <span className={styles.soft}>{kinds.length > 1 && groups.length > 1 ? `${group.kind} ${title}` : title}</span>
              <DraftInput
                label={`${label}: ${group.kind} ${title}`}
                text={writeNumbers(group.details[detail.name] ?? [])}
                placeholder={JSON.stringify(detail.default)}
                size="number"
                onText={(text) => {
                  const numbers = readNumbers(text);
                  const details = { ...group.details, [detail.name]: isOne ? numbers.slice(0, 1) : numbers };
                  change(groups.map((each) => (each === group ? { ...group, details } : each)));
                }}
              />
            </span>
          );
        }),
      )}
    </div>
  );
}
