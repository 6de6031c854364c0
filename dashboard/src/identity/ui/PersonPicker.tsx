import { searchPeople, type Person } from '../api/people';
import { SearchPicker } from './SearchPicker';

const RESULTS = 20;

interface PersonPickerProps {
  /** The button at each person, such as `Add`. */
  readonly verb: string;
  readonly onPick: (person: Person) => void;
  /** Why a person cannot be picked; undefined if they can. */
  readonly refused?: (person: Person) => string | undefined;
}

/** Finds one person among many by a part of a name or an address. */
export function PersonPicker({ verb, onPick, refused }: PersonPickerProps) {
  return (
    <SearchPicker
      label="Name, user name or e-mail" what="people" verb={verb} keyOf={({ id }) => id} nameOf={({ name }) => name} note={({ email }) => email}
      find={(filter, signal) => searchPeople({ filter, page: 1, size: RESULTS }, signal)} onPick={onPick}
      {...(refused === undefined ? {} : { refused })}
    />
  );
}
