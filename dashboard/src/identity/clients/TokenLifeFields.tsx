import { Checkbox, TextInput } from '@mantine/core';
import { formatDuration } from '../../format/format';
import { isSeconds, type TokenLives } from './clientForm';

interface TokenLifeFieldsProps {
  readonly value: TokenLives;
  readonly onChange: (value: TokenLives) => void;
  /** Whether the client keeps no secret: it gets a new refresh token at each use, always. */
  readonly isPublic: boolean;
}

/** How long a client's tokens last, and what it may ask about others'; for administrators. */
export function TokenLifeFields({ value, onChange, isPublic }: TokenLifeFieldsProps) {
  const seconds = (key: 'accessTokenSeconds' | 'refreshTokenSeconds') => ({
    value: value[key], autoComplete: 'off', inputMode: 'numeric' as const,
    onChange: (event: { currentTarget: { value: string } }) => onChange({ ...value, [key]: event.currentTarget.value }),
  });
  const flag = (key: 'reuseRefreshTokens' | 'mayIntrospect') => ({
    checked: value[key],
    onChange: (event: { currentTarget: { checked: boolean } }) => onChange({ ...value, [key]: event.currentTarget.checked }),
  });
  return (
    <>
      <TextInput
        label="Access tokens last, in seconds" description={`At most a week${inWords(value.accessTokenSeconds)}`}
        {...seconds('accessTokenSeconds')}
      />
      <TextInput
        label="Refresh tokens last, in seconds" description={`From their last use; 0: without end${inWords(value.refreshTokenSeconds)}`}
        {...seconds('refreshTokenSeconds')}
      />
      <Checkbox
        label="Refresh tokens stay the same when used" disabled={isPublic} {...flag('reuseRefreshTokens')}
        {...(isPublic ? { checked: false, description: 'A public client gets a new one at each use' } : {})}
      />
      <Checkbox label="May ask about all tokens (introspection)" {...flag('mayIntrospect')} />
    </>
  );
}

function inWords(seconds: string): string {
  return isSeconds(seconds) && Number(seconds) > 0 ? `. This is ${formatDuration(Number(seconds) * 1000)}` : '';
}
