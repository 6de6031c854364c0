import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '../../../icons';
import type { MapEntry } from '../form';
import type { FieldProps } from '../InputField';
import { FieldGroup } from './FieldGroup';
import styles from './fields.module.css';

/** Any number of named values. */
export function MapField({ id, input, value, error, onChange }: FieldProps<MapEntry[]>) {
  const change = (index: number, entry: MapEntry) => onChange(value.with(index, entry));
  return (
    <FieldGroup id={id} input={input} error={error}>
      {value.map((entry, index) => (
        <div key={index} className={styles.row}>
          <TextInput
            id={index === 0 ? id : undefined} size="md" className={styles.grow} placeholder="Name"
            aria-label={`${input.label}, name ${index + 1}`} value={entry.key}
            onChange={(event) => change(index, { ...entry, key: event.currentTarget.value })}
          />
          <TextInput
            size="md" className={styles.grow} placeholder="Value" aria-label={`${input.label}, value ${index + 1}`}
            value={entry.value}
            onChange={(event) => change(index, { ...entry, value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle" color="gray" size="lg" aria-label={`Remove entry ${index + 1} of ${input.label}`}
            onClick={() => onChange(value.toSpliced(index, 1))}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        id={value.length === 0 ? id : undefined} variant="default" size="xs" className={styles.add}
        leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...value, { key: '', value: '' }])}
        aria-label={`Add an entry to ${input.label}`}
      >
        Add an entry
      </Button>
    </FieldGroup>
  );
}
