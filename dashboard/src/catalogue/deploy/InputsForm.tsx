import { Alert, Button, Checkbox, Tabs, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Input, Service } from '../../api/types';
import { IconAlertCircle, IconArrowLeft, IconArrowRight } from '../../icons';
import type { Draft } from './draft';
import { inputsByTab, validate, type Errors, type FieldValue } from './form';
import { fieldId, InputField } from './InputField';
import styles from './InputsForm.module.css';

interface InputsFormProps {
  readonly service: Service;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** What the server said about the fields, by input name. */
  readonly refused: Errors;
  /** What it said that belongs to no field. */
  readonly complaints: readonly string[];
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** The form generated from a service's inputs. */
export function InputsForm(props: InputsFormProps) {
  const { service, draft, onChange, refused, complaints, busy, onBack, onNext } = props;
  const tabs = inputsByTab(service);
  const [tab, setTab] = useState(tabs[0]?.tab ?? '');
  const [found, setFound] = useState<Errors>({});
  const errors = { ...refused, ...found };

  const show = (wrong: Errors) => {
    const holder = tabs.find(({ inputs }) => inputs.some((input) => wrong[input.name]));
    const first = holder?.inputs.find((input) => wrong[input.name]);
    if (holder && first) {
      setTab(holder.tab);
      // The tab's panel is hidden until the next frame.
      requestAnimationFrame(() => document.getElementById(fieldId(first.name))?.focus());
    }
  };
  useEffect(() => show(refused), [refused]);

  const set = (name: string, value: FieldValue) => {
    onChange({ ...draft, values: { ...draft.values, [name]: value } });
    if (found[name]) {
      setFound(({ [name]: _, ...rest }) => rest);
    }
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const wrong = validate(service, draft.values);
    setFound(wrong);
    if (Object.keys(wrong).length > 0) {
      show(wrong);
    } else {
      onNext();
    }
  };
  const fields = (inputs: Input[]) => (
    <div className={styles.fields}>
      {inputs.map((input) => (
        <InputField
          key={input.name} input={input} value={draft.values[input.name] ?? ''} error={errors[input.name]}
          onChange={(value) => set(input.name, value)}
        />
      ))}
    </div>
  );
  return (
    <form onSubmit={submit} noValidate>
      {complaints.length > 0 && (
        <Alert color="red" icon={<IconAlertCircle aria-hidden />} title="The service refused this request" mb="lg" role="alert">
          {complaints.map((complaint) => (
            <div key={complaint}>{complaint}</div>
          ))}
        </Alert>
      )}
      <div className={styles.sheet}>
        <TextInput
          label="Title" description="To find it again in your list. Optional." size="md" maxLength={100}
          placeholder={`My ${service.name.toLowerCase()}`} value={draft.title}
          onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
        />
        {tabs.length > 1 ? (
          <Tabs value={tab} onChange={(next) => setTab(next ?? tab)} keepMounted>
            <Tabs.List mb="lg">
              {tabs.map(({ tab: name, inputs }) => {
                const wrong = inputs.filter((input) => errors[input.name]).length;
                return (
                  <Tabs.Tab key={name} value={name}>
                    {name}
                    {wrong > 0 && <span className={styles.wrong}> {wrong} to correct</span>}
                  </Tabs.Tab>
                );
              })}
            </Tabs.List>
            {tabs.map(({ tab: name, inputs }) => (
              <Tabs.Panel key={name} value={name}>
                {fields(inputs)}
              </Tabs.Panel>
            ))}
          </Tabs>
        ) : (
          tabs.map(({ inputs }) => fields(inputs))
        )}
        <Checkbox
          label="Keep the servers of a failed last attempt"
          description="For inspection. They use the quota until the deployment is deleted."
          checked={draft.keepLastAttempt}
          onChange={(event) => onChange({ ...draft, keepLastAttempt: event.currentTarget.checked })}
        />
      </div>
      <div className={styles.steps}>
        <Button variant="default" size="md" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
          Site
        </Button>
        <Button type="submit" size="md" loading={busy} rightSection={<IconArrowRight size={18} aria-hidden />}>
          Review
        </Button>
      </div>
    </form>
  );
}
