import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ClientFields } from './clientForm';
import { GRANTS } from './grants';

interface ClientFormFieldsProps {
  readonly value: ClientFields;
  readonly onChange: (value: ClientFields) => void;
  /** Administrators may set more. */
  readonly administrator: boolean;
}

type TextKey = {
  [K in keyof ClientFields]: ClientFields[K] extends string ? K : never;
}[keyof ClientFields];
type FlagKey = 'requirePkce' | 'reuseRefreshTokens' | 'mayIntrospect';

const METHODS = [
  { value: 'client_secret_basic', label: 'Secret in the header (client_secret_basic)' },
  { value: 'client_secret_post', label: 'Secret in the body (client_secret_post)' },
  { value: 'none', label: 'None: a public client, such as a page or an app' },
];

export function ClientFormFields({ value, onChange, administrator }: ClientFormFieldsProps) {
  const text = (key: TextKey) => ({
    value: value[key], autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...value, [key]: event.currentTarget.value }),
  });
  const flag = (key: FlagKey) => ({
    checked: value[key],
    onChange: (event: { currentTarget: { checked: boolean } }) => onChange({ ...value, [key]: event.currentTarget.checked }),
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
      <NativeSelect label="How it authenticates" data={METHODS} {...text('authMethod')} />
      <Checkbox label="Codes need PKCE (S256)" {...flag('requirePkce')} />
      <Textarea label="Contacts" description="E-mail addresses, one per line" rows={2} {...text('contacts')} />
      <TextInput label="Home page" {...text('homePage')} />
      <Textarea
        label="Addresses after the sign-out" description="One per line" rows={2} {...text('postLogoutRedirectUris')}
      />
      {administrator && (
        <>
          <TextInput label="Access tokens last, in seconds" inputMode="numeric" {...text('accessTokenSeconds')} />
          <TextInput
            label="Refresh tokens last, in seconds" description="From their last use; 0: without end" inputMode="numeric"
            {...text('refreshTokenSeconds')}
          />
          <Checkbox label="Refresh tokens stay the same when used" {...flag('reuseRefreshTokens')} />
          <Checkbox label="May ask about all tokens (introspection)" {...flag('mayIntrospect')} />
        </>
      )}
    </>
  );
}
