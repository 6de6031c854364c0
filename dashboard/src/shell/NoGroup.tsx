import { IconUsers } from '../icons';
import { Blank } from './Blank';

export function NoGroup() {
  return (
    <Blank
      icon={IconUsers}
      title="You are in no group yet"
      text="Resources belong to groups. Ask the manager of your community to add you, then sign in again."
    />
  );
}
