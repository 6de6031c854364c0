import { TextInput } from '@mantine/core';
import type { Profile } from '../api/people';

interface ProfileFieldsProps<P extends Profile> {
  readonly value: P;
  readonly onChange: (value: P) => void;
}

export function ProfileFields<P extends Profile>({ value, onChange }: ProfileFieldsProps<P>) {
  return (
    <>
      <TextInput
        label="Given name" required value={value.givenName} autoComplete="off"
        onChange={({ currentTarget }) => onChange({ ...value, givenName: currentTarget.value })}
      />
      <TextInput
        label="Family name" required value={value.familyName} autoComplete="off"
        onChange={({ currentTarget }) => onChange({ ...value, familyName: currentTarget.value })}
      />
      <TextInput
        label="E-mail" required type="email" value={value.email} autoComplete="off"
        onChange={({ currentTarget }) => onChange({ ...value, email: currentTarget.value })}
      />
    </>
  );
}

export function isComplete({ givenName, familyName, email }: Profile): boolean {
  return [givenName, familyName, email].every((text) => text.trim() !== '');
}
