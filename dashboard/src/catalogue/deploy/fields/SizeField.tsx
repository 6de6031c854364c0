import { NativeSelect, NumberInput } from '@mantine/core';
import type { FieldProps } from '../InputField';
import { SIZE_UNITS, type Size } from '../size';
import { FieldGroup } from './FieldGroup';
import styles from './fields.module.css';

/** A number with its unit, such as 20 GB. */
export function SizeField({ id, input, value, error, onChange }: FieldProps<Size>) {
  const units = (SIZE_UNITS as readonly string[]).includes(value.unit) ? SIZE_UNITS : [value.unit, ...SIZE_UNITS];
  return (
    <FieldGroup id={id} input={input} error={error}>
      <div className={styles.row}>
        <NumberInput
          id={id} size="md" aria-label={`${input.label}, amount`} className={styles.grow} min={0} clampBehavior="none"
          error={error !== undefined} value={value.amount} onChange={(amount) => onChange({ ...value, amount })}
        />
        <NativeSelect
          size="md" aria-label={`${input.label}, unit`} className={styles.unit} data={[...units]}
          value={value.unit} onChange={(event) => onChange({ ...value, unit: event.currentTarget.value })}
        />
      </div>
    </FieldGroup>
  );
}
