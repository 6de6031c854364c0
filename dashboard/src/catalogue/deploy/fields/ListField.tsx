import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '../../../icons';
import type { FieldProps } from '../InputField';
import { FieldGroup } from './FieldGroup';
import styles from './fields.module.css';

/** Any number of entries. */
export function ListField({ id, input, value, error, onChange }: FieldProps<string[]>) {
  return (
    <FieldGroup id={id} input={input} error={error}>
      {value.map((entry, index) => (
        <div key={index} className={styles.row}>
          <TextInput
            id={index === 0 ? id : undefined} size="md" className={styles.grow}
            aria-label={`${input.label}, entry ${index + 1}`} placeholder={input.placeholder} value={entry}
            onChange={(event) => onChange(value.with(index, event.currentTarget.value))}
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
        leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...value, ''])}
        aria-label={`Add an entry to ${input.label}`}
      >
        Add an entry
      </Button>
    </FieldGroup>
  );
}
