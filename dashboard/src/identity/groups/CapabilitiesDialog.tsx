import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { plural } from '../../format/format';
import { setCapabilities, type Group } from '../api/groups';
import { ActionDialog } from '../ui/ActionDialog';
import rows from '../ui/rows.module.css';
import { words } from '../ui/words';

const MOST = 100;

interface CapabilitiesDialogProps {
  readonly group: Group;
  /** What the set holds now. */
  readonly scopes: readonly string[];
  readonly onClose: () => void;
}

/** Writes the set, and says before it is saved what members gain and lose. */
export function CapabilitiesDialog({ group, scopes, onClose }: CapabilitiesDialogProps) {
  const [text, setText] = useState(scopes.join('\n'));
  const wanted = [...new Set(words(text))];
  const given = wanted.filter((scope) => !scopes.includes(scope));
  const taken = scopes.filter((scope) => !wanted.includes(scope));
  return (
    <ActionDialog
      title={`Capability set of ${group.name}`} submit="Save" onClose={onClose} danger={taken.length > 0} run={() => setCapabilities(group.id, wanted)}
      ready={wanted.length > 0 && wanted.length <= MOST && given.length + taken.length > 0} done={`The capability set of ${group.name} is changed`}
    >
      <Textarea
        label="Scopes" rows={6} data-autofocus value={text} spellCheck={false}
        description="One per line: of storage with a path, such as storage.read:/data, or of computing, such as compute.create"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={wanted.length > MOST && `${plural(wanted.length, 'scope')}; a set holds at most ${MOST}`}
      />
      <Difference title="Members gain" scopes={given} />
      <Difference title="Members lose" scopes={taken} />
    </ActionDialog>
  );
}

function Difference({ title, scopes }: { title: string; scopes: readonly string[] }) {
  return scopes.length === 0 ? null : (
    <div role="group" aria-label={title}>
      <Text size="sm" fw={600}>{title}</Text>
      {scopes.map((scope) => <div key={scope} className={rows.code}>{scope}</div>)}
    </div>
  );
}
