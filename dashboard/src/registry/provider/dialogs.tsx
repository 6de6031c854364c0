import { NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatNumber } from '../../format/format';
import { ActionDialog } from '../../identity/ui/ActionDialog';
import { Facts } from '../../identity/ui/Facts';
import { Loaded } from '../../identity/ui/Loaded';
import { changeProvider, declareDowntime, endDowntime, previewRemoval, releaseHold, removeProvider } from '../api/admin';
import type { Hold, Provider } from '../api/providers';
import type { Downtime } from '../api/shared';
import { nameOf, nameOfHold, STATUSES } from '../ui/words';
import { changesIn, formOf, type SettingsForm } from './settings';

interface DialogProps {
  readonly provider: Provider;
  readonly onClose: () => void;
}

const LONGEST_REASON = 1_000;

function Why({ value, onChange }: { value: string; onChange: (why: string) => void }) {
  return (
    <TextInput
      label="Why" required maxLength={LONGEST_REASON} value={value} description="Kept with the change, for administrators" autoComplete="off"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** What an administrator says of a provider stands above what its feed says. */
export function SettingsDialog({ provider, onClose }: DialogProps) {
  const [before] = useState(() => formOf(provider.settings ?? {}));
  const [form, setForm] = useState(before);
  const [why, setWhy] = useState('');
  const set = (changed: Partial<SettingsForm>) => setForm({ ...form, ...changed });
  const changes = changesIn(before, form);
  const closes = changes.status === 'maintenance' || changes.status === 'removed';
  return (
    <ActionDialog
      title={`Edit ${provider.name}`} submit="Save" renews="registry" danger={closes} onClose={onClose} done={`${provider.name} is changed`}
      ready={Object.keys(changes).length > 0 && why.trim() !== ''} run={() => changeProvider(provider.id, { ...changes, why: why.trim() })}
    >
      <NativeSelect
        label="Status" value={form.status} onChange={({ currentTarget }) => set({ status: currentTarget.value as SettingsForm['status'] })}
        data={[
          { value: '', label: `As its feed says (${STATUSES[provider.declaredStatus].label})` },
          ...(['active', 'maintenance', 'removed'] as const).map((value) => ({ value, label: STATUSES[value].label })),
        ]}
      />
      {closes && (
        <Text size="sm" role="status">
          Everybody sees it as {form.status === 'removed' ? 'removed' : 'in maintenance'}. What is known of it is kept, whatever readings miss, until it is active again.
        </Text>
      )}
      <Textarea
        label="Description" rows={3} maxLength={4_000} value={form.description} description="Empty: as its feed says"
        onChange={({ currentTarget }) => set({ description: currentTarget.value })}
      />
      <Textarea
        label="Support e-mail addresses" rows={2} value={form.supportEmails} description="One per line. Empty: as its feed says" spellCheck={false}
        onChange={({ currentTarget }) => set({ supportEmails: currentTarget.value })}
      />
      <NativeSelect
        label="Public" value={form.isPublic} onChange={({ currentTarget }) => set({ isPublic: currentTarget.value as SettingsForm['isPublic'] })}
        data={[{ value: '', label: 'As its feed says' }, { value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]}
      />
      <Why value={why} onChange={setWhy} />
    </ActionDialog>
  );
}

/** Removes a provider with all that it has, after saying what that is. */
export function RemoveDialog({ provider, onClose }: DialogProps) {
  const navigate = useNavigate();
  const [why, setWhy] = useState('');
  const preview = useQuery({
    queryKey: ['registry', 'removal', provider.id], queryFn: ({ signal }) => previewRemoval(provider.id, signal), staleTime: 0,
  });
  return (
    <ActionDialog
      title={`Remove ${provider.name}?`} submit="Remove" danger typed={provider.name} renews="registry" onClose={onClose}
      ready={why.trim() !== ''} run={() => removeProvider(provider.id, why.trim())} done={`${provider.name} is removed`}
      onDone={() => navigate({ to: '/providers' })}
    >
      <Loaded query={preview} what="What would go">
        {({ items, note }) => (
          <>
            <Text>With it go:</Text>
            <Facts facts={Object.entries(items).map(([kind, count]) => [nameOf(kind), formatNumber(count)])} />
            <Text>Its history stays. {note}</Text>
          </>
        )}
      </Loaded>
      <Why value={why} onChange={setWhy} />
    </ActionDialog>
  );
}

/** A moment of a form, where the person is, as ISO 8601; undefined if it is none. */
function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

export function DowntimeDialog({ provider, onClose }: DialogProps) {
  const [{ severity, start, end, description }, setFields] = useState({ severity: 'outage' as Downtime['severity'], start: '', end: '', description: '' });
  const set = (changed: object) => setFields({ severity, start, end, description, ...changed });
  const from = instantOf(start);
  const to = instantOf(end);
  const backwards = from !== undefined && to !== undefined && from >= to;
  return (
    <ActionDialog
      title={`Declare a downtime of ${provider.name}`} submit="Declare" renews="registry" done="The downtime is declared" onClose={onClose}
      ready={from !== undefined && to !== undefined && !backwards && description.trim() !== ''}
      run={() => declareDowntime(provider.id, { severity, start: from ?? '', end: to ?? '', description: description.trim() })}
    >
      <NativeSelect
        label="What to expect" value={severity} onChange={({ currentTarget }) => set({ severity: currentTarget.value })}
        data={[{ value: 'outage', label: 'Outage' }, { value: 'warning', label: 'Warning' }]}
        description={severity === 'outage' ? 'Nothing works; the provider is in maintenance meanwhile' : 'It works, perhaps not well'}
      />
      <TextInput label="From" type="datetime-local" required value={start} onChange={({ currentTarget }) => set({ start: currentTarget.value })} />
      <TextInput
        label="To" type="datetime-local" required value={end} error={backwards && 'It must end after it has started'}
        onChange={({ currentTarget }) => set({ end: currentTarget.value })}
      />
      <TextInput
        label="What happens" required maxLength={LONGEST_REASON} value={description} description="Everybody who sees the provider reads it" autoComplete="off"
        onChange={({ currentTarget }) => set({ description: currentTarget.value })}
      />
    </ActionDialog>
  );
}

export function EndDowntimeDialog({ provider, downtime, onClose }: DialogProps & { readonly downtime: Downtime }) {
  return (
    <ActionDialog
      title="End this downtime?" submit="End it" renews="registry" run={() => endDowntime(provider.id, downtime.id)} done="The downtime is over" onClose={onClose}
    >
      <Text>{downtime.description}</Text>
      <Text c="dimmed">One that has begun ends now; one that has not is taken back.</Text>
    </ActionDialog>
  );
}

/** Says that a held loss is right. */
export function ReleaseDialog({ provider, hold, onClose }: DialogProps & { readonly hold: Hold }) {
  const [why, setWhy] = useState('');
  return (
    <ActionDialog
      title={`Release the held loss: ${nameOfHold(hold)}?`} submit="Release" danger renews="registry" ready={why.trim() !== ''} onClose={onClose}
      run={() => releaseHold(provider.id, hold.region, hold.facet, why.trim())} done="Released; it happens at the next reading"
    >
      <Text>
        {formatNumber(hold.lost)} of {formatNumber(hold.known)} go at the next reading, if they are still missing then. If more are missing than now, the loss is held again.
      </Text>
      <Why value={why} onChange={setWhy} />
    </ActionDialog>
  );
}
