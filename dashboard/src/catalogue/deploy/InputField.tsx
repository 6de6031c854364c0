import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { Input } from '../../api/types';
import { ListField } from './fields/ListField';
import { MapField } from './fields/MapField';
import { SizeField } from './fields/SizeField';
import { optionKey, type FieldValue, type MapEntry } from './form';
import type { Size } from './size';

export interface FieldProps<V extends FieldValue> {
  readonly id: string;
  readonly input: Input;
  readonly value: V;
  readonly error: string | undefined;
  readonly onChange: (value: V) => void;
}

export function fieldId(name: string): string {
  return `input-${name}`;
}

/** The field that an input's widget asks for. */
export function InputField(props: Omit<FieldProps<FieldValue>, 'id'>) {
  const { input, value, error, onChange } = props;
  const common = {
    id: fieldId(input.name),
    label: input.label,
    description: input.description,
    placeholder: input.placeholder,
    withAsterisk: input.required && input.widget !== 'boolean',
    error,
    size: 'md',
  } as const;
  const { min, max } = input.constraints;
  switch (input.widget) {
    case 'text':
      return <TextInput {...common} value={value as string} onChange={(e) => onChange(e.currentTarget.value)} />;
    case 'textarea':
      return (
        <Textarea {...common} autosize minRows={3} value={value as string} onChange={(e) => onChange(e.currentTarget.value)} />
      );
    case 'password':
      return (
        <PasswordInput
          {...common} autoComplete="new-password" value={value as string}
          visibilityToggleButtonProps={{ 'aria-label': `Show ${input.label}` }}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
    case 'integer':
    case 'float':
      return (
        <NumberInput
          {...common} value={value as number | string} allowDecimal={input.widget === 'float'}
          {...(min === undefined ? {} : { min })} {...(max === undefined ? {} : { max })}
          clampBehavior="none" onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Switch
          id={common.id} label={input.label} description={input.description} error={error} size="md"
          checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)}
        />
      );
    case 'select':
      return (
        <Select
          {...common} allowDeselect={!input.required} searchable={(input.options ?? []).length > 8}
          data={(input.options ?? []).map((option) => ({ value: optionKey(option.value), label: option.label }))}
          value={value === '' ? null : (value as string)} onChange={(key) => onChange(key ?? '')}
        />
      );
    case 'size':
      return <SizeField id={common.id} input={input} error={error} value={value as Size} onChange={onChange} />;
    case 'list':
      return <ListField id={common.id} input={input} error={error} value={value as string[]} onChange={onChange} />;
    case 'map':
      return <MapField id={common.id} input={input} error={error} value={value as MapEntry[]} onChange={onChange} />;
    case 'hidden':
      return null;
  }
}
