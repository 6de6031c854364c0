import { Button, Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconCertificate, IconCircleCheck, IconCircleDashed, IconCircleMinus, IconRefresh } from '../../icons';
import { Page } from '../../shell/Page';
import { Tag } from '../../shell/Tag';
import { PAGE_SIZE } from '../api/http';
import { rotateKeys, signingKeys, type SigningKey } from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { pageOf } from '../ui/pageOf';
import rows from '../ui/rows.module.css';
import { useListState } from '../ui/useListState';

const STATES = {
  published: { label: 'Published, signs next', tone: 'busy', icon: IconCircleDashed },
  active: { label: 'Signs', tone: 'good', icon: IconCircleCheck },
  retired: { label: 'Retired', tone: 'quiet', icon: IconCircleMinus },
} as const;

const at = (time: string | null | undefined) => <span>{time ? formatDateTime(time) : '–'}</span>;

const COLUMNS: readonly Column<SigningKey>[] = [
  { label: 'Key', role: 'name', cell: ({ kid }) => <span className={rows.code}>{kid}</span> },
  { label: 'Algorithm', cell: ({ algorithm }) => <span>{algorithm}</span> },
  { label: 'State', cell: ({ state }) => <Tag tone={STATES[state].tone} icon={STATES[state].icon}>{STATES[state].label}</Tag> },
  { label: 'Made', cell: ({ createdAt }) => at(createdAt) },
  { label: 'Signs since', cell: ({ activatedAt }) => at(activatedAt) },
  { label: 'Retired', cell: ({ retiredAt }) => at(retiredAt) },
];

/** The keys that sign tokens. Everybody who verifies tokens reads their public parts. */
export function KeysPage() {
  const control = useListState();
  const list = useQuery({
    queryKey: ['identity', 'keys'], queryFn: ({ signal }) => signingKeys(signal),
    select: (keys) => pageOf(keys, control.page, PAGE_SIZE, () => [''], ''),
  });
  const [rotating, setRotating] = useState(false);
  return (
    <Page
      title="Signing keys" lead="They sign the tokens. New keys are published first, so that every service learns them in time."
      actions={<Button leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setRotating(true)}>Rotate</Button>}
    >
      <DataList
        one="key" many="keys" columns={COLUMNS} list={list} keyOf={({ kid }) => kid} control={control}
        empty={{ icon: IconCertificate, title: 'No keys', text: 'The service makes the first ones when it starts.' }}
      />
      {rotating && <RotateDialog onClose={() => setRotating(false)} />}
    </Page>
  );
}

function RotateDialog({ onClose }: { onClose: () => void }) {
  const [now, setNow] = useState(false);
  return (
    <ActionDialog
      title="Rotate the signing keys?" submit="Rotate" danger={now} {...(now ? { typed: 'now' } : {})} run={() => rotateKeys(now)}
      done={now ? 'New keys sign from now on' : 'New keys are published and sign after the usual wait'} onClose={onClose}
    >
      <Text>A next key of each algorithm is published and takes over after the usual wait. Tokens that are out stay good until they expire.</Text>
      <Checkbox
        label="Take over at once" checked={now} onChange={({ currentTarget }) => setNow(currentTarget.checked)}
        description="After a key was stolen. Services that have not read the new keys refuse tokens for a while."
      />
    </ActionDialog>
  );
}
