import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ClientFields } from './clientForm';
import { GRANTS } from './grants';
import { TokenLifeFields } from './TokenLifeFields';

interface ClientFormFieldsProps {
  readonly value: ClientFields;
  readonly onChange: (value: ClientFields) => void;
  /** Administrators may set more. */
  readonly administrator: boolean;
  /** Whether the tokens' lives are set as well; the page of a client that exists has a panel for them. */
  readonly withLives: boolean;
}

type TextKey = {
  [K in keyof ClientFields]: ClientFields[K] extends string ? K : never;
}[keyof ClientFields];

const METHODS = [
  { value: 'client_secret_basic', label: 'Secret in the header (client_secret_basic)' },
  { value: 'client_secret_post', label: 'Secret in the body (client_secret_post)' },
  { value: 'client_secret_jwt', label: 'Assertion signed with the secret (client_secret_jwt)' },
  { value: 'none', label: 'None: a public client, such as a page or an app' },
];

/** Its keys are registered by the client itself, so the form keeps it and does not offer it. */
const WITH_KEYS = { value: 'private_key_jwt', label: 'Assertion signed with its own key (private_key_jwt)' };

export function ClientFormFields({ value, onChange, administrator, withLives }: ClientFormFieldsProps) {
  const text = (key: TextKey) => ({
    value: value[key], autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...value, [key]: event.currentTarget.value }),
  });
  const grants = GRANTS.filter(({ value: grant, open }) => open || administrator || value.grants.includes(grant));
  return (
    <>
      <TextInput label="Name" required {...text('name')} />
      <Textarea label="Description" rows={2} {...text('description')} />
      <Textarea
        label="Redirect addresses" description="One per line, compared letter by letter" rows={3}
        {...text('redirectUris')}
      />
      <Checkbox.Group
        label="Grants" value={[...value.grants]} onChange={(chosen) => onChange({ ...value, grants: chosen })}
      >
        {grants.map(({ value: grant, label }) => <Checkbox key={grant} value={grant} label={label} mt={8} />)}
      </Checkbox.Group>
      <Textarea label="Scopes" description="Separated by blanks" rows={2} {...text('scopes')} />
      <NativeSelect label="How it authenticates" data={value.authMethod === WITH_KEYS.value ? [...METHODS, WITH_KEYS] : METHODS} {...text('authMethod')} />
      <Checkbox
        label="Codes need PKCE (S256)" checked={value.requirePkce}
        onChange={({ currentTarget }) => onChange({ ...value, requirePkce: currentTarget.checked })}
      />
      <Textarea label="Contacts" description="E-mail addresses, one per line" rows={2} {...text('contacts')} />
      <TextInput label="Home page" {...text('homePage')} />
      <Textarea
        label="Addresses after the sign-out" description="One per line" rows={2} {...text('postLogoutRedirectUris')}
      />
      {withLives && (
        <TokenLifeFields
          value={value} isPublic={value.authMethod === 'none'} onChange={(lives) => onChange({ ...value, ...lives })}
        />
      )}
    </>
  );
}
