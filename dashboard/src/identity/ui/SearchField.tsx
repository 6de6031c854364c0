import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { IconSearch } from '../../icons';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

const TYPING_PAUSE_MS = 350;

/** Searches while one types, after a short pause. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [given, setGiven] = useState(value);
  if (value !== given) {
    // Changed from outside, such as by "Show all".
    setGiven(value);
    setTyped(value);
  }
  const apply = useDebouncedCallback((text: string) => onSearch(text.trim()), TYPING_PAUSE_MS);
  const type = (text: string) => {
    setTyped(text);
    apply(text);
  };
  return (
    <TextInput
      aria-label={label} placeholder={label} value={typed} miw={220} flex="1 1 16rem" maw={420}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
