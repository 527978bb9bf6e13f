'use client';

import type { Json } from '@hourglass/sweeps';
import type { KindDetail } from '@hourglass/sweeps/form';
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
          const lead = kinds.length > 1 && groups.length > 1 ? `${group.kind} ${detail.title}` : detail.title;
          const name = `${label}: ${group.kind} ${detail.title}`;
          const given = group.details[detail.name] ?? [];
          const changeDetail = (values: readonly Json[]) => {
            const details = { ...group.details, [detail.name]: isOne ? values.slice(0, 1) : values };
            change(groups.map((each) => (each === group ? { ...group, details } : each)));
          };
          return (
            <span key={`${group.kind}.${detail.name}`} className={styles.detail}>
              <span className={styles.soft}>{lead}</span>
              {detail.input.kind === 'choice' ? (
                <Options
                  legend={name}
                  isOne={isOne}
                  options={detail.input.options.map((option) => ({
                    key: option,
                    label: option,
                    isChosen: (given.length === 0 ? [detail.default] : given).includes(option),
                  }))}
                  onToggle={(option) => changeDetail(toggled(detail, given, option, isOne))}
                />
              ) : (
                <DraftInput
                  label={name}
                  text={writeNumbers(given)}
                  placeholder={detail.default === null ? 'none' : JSON.stringify(detail.default)}
                  size="number"
                  onText={(text) => changeDetail(readNumbers(text))}
                />
              )}
            </span>
          );
        }),
      )}
    </div>
  );
}

/** The chosen words after a click on one. The last one stays chosen. */
function toggled({ default: fallback }: KindDetail, given: readonly Json[], option: string, isOne: boolean): readonly Json[] {
  const chosen = given.length === 0 ? [fallback] : given;
  if (isOne || !chosen.includes(option)) return isOne ? [option] : [...chosen, option];
  return chosen.length === 1 ? chosen : chosen.filter((value) => value !== option);
}
