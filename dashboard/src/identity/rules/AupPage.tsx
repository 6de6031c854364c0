import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconFileText, IconPencil, IconPlus, IconTrash } from '../../icons';
import { Blank } from '../../shell/Blank';
import { Page } from '../../shell/Page';
import { changeAup, createAup, readAup, removeAup, touchAup, type Aup, type AupForm } from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { Facts } from '../ui/Facts';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';

/** The acceptable use policy: people sign it before they get tokens. */
export function AupPage() {
  const query = useQuery({ queryKey: ['identity', 'aup'], queryFn: ({ signal }) => readAup(signal) });
  const [asking, setAsking] = useState<'create' | 'edit' | 'touch' | 'delete'>();
  const close = () => setAsking(undefined);
  return (
    <Page title="Use policy" lead="What everybody signs before they get tokens.">
      <Loaded query={query} what="The use policy">
        {(aup) =>
          aup === null ? (
            <Blank icon={IconFileText} title="There is no use policy" text="People sign in without signing one.">
              <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsking('create')}>
                New use policy
              </Button>
            </Blank>
          ) : (
            <>
              <Panel
                title="The policy"
                actions={
                  <>
                    <Button
                      size="xs" variant="default" leftSection={<IconPencil size={15} aria-hidden />}
                      onClick={() => setAsking('edit')}
                    >
                      Edit
                    </Button>
                    <Button size="xs" variant="default" onClick={() => setAsking('touch')}>
                      Make everybody sign again
                    </Button>
                    <Button
                      size="xs" variant="default" leftSection={<IconTrash size={15} aria-hidden />}
                      onClick={() => setAsking('delete')}
                    >
                      Delete
                    </Button>
                  </>
                }
              >
                <AupFacts aup={aup} />
              </Panel>
              {asking === 'edit' && <AupDialog title="Use policy" form={aup} run={changeAup} onClose={close} />}
            </>
          )
        }
      </Loaded>
      {asking === 'create' && (
        <AupDialog
          title="New use policy" run={createAup} onClose={close}
          form={{ url: '', text: '', description: '', signatureValidityInDays: 0, aupRemindersInDays: '' }}
        />
      )}
      {asking === 'touch' && (
        <ActionDialog
          title="Make everybody sign again?" submit="Make everybody sign" typed="everybody" danger run={touchAup} done="Everybody has to sign the use policy again" onClose={close}
        >
          <Text>
            Every signature ends now. People sign at their next sign-in; until then nobody gets new tokens, and programs that
            run for people stop when their tokens expire.
          </Text>
        </ActionDialog>
      )}
      {asking === 'delete' && (
        <ActionDialog
          title="Delete the use policy?" submit="Delete" typed="use policy" danger run={removeAup}
          done="The use policy was deleted" onClose={close}
        >
          <Text>All signatures go with it. Nobody is asked to sign any more.</Text>
        </ActionDialog>
      )}
    </Page>
  );
}

function AupFacts({ aup }: { aup: Aup }) {
  const { signatureValidityInDays: days, aupRemindersInDays: reminders } = aup;
  return (
    <Facts
      facts={[
        ['Address', <a href={aup.url} className="text-link" target="_blank" rel="noreferrer">{aup.url}</a>],
        ['Description', aup.description],
        ['Signatures hold', days === 0 ? 'until the policy changes' : `${days} days`],
        ['Reminders', reminders === '' ? 'none' : `${reminders} days before the end`],
        ['Signatures count since', formatDateTime(aup.lastUpdateTime)],
        ['Text', aup.text],
      ]}
    />
  );
}

interface AupDialogProps {
  readonly title: string;
  readonly form: AupForm;
  readonly run: (form: AupForm) => Promise<unknown>;
  readonly onClose: () => void;
}

function AupDialog({ title, form, run, onClose }: AupDialogProps) {
  const [url, setUrl] = useState(form.url);
  const [description, setDescription] = useState(form.description);
  const [text, setText] = useState(form.text);
  const [days, setDays] = useState(String(form.signatureValidityInDays));
  const [reminders, setReminders] = useState(form.aupRemindersInDays);
  const endless = days.trim() === '' || Number(days) === 0;
  return (
    <ActionDialog
      title={title} submit="Save" ready={url.trim() !== '' && /^\d{0,5}$/.test(days.trim())} done="The use policy is saved" onClose={onClose}
      run={() => run({ url: url.trim(), description, text, signatureValidityInDays: Number(days), aupRemindersInDays: endless ? '' : reminders })}
    >
      <TextInput
        label="Address" description="Where the policy can be read, without a query" required value={url}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
      />
      <TextInput
        label="Description" maxLength={128} value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <Textarea label="Text" rows={4} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
      <div className={rows.row}>
        <TextInput
          label="Signatures hold, in days" description="0: until the policy changes" inputMode="numeric" className={rows.grow ?? ''} value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        <TextInput
          label="Reminders" description="Days before the end, such as 30,15,1" className={rows.grow ?? ''} value={endless ? '' : reminders} disabled={endless}
          onChange={({ currentTarget }) => setReminders(currentTarget.value)}
        />
      </div>
    </ActionDialog>
  );
}
