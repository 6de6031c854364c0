import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IconPlus } from '../../icons';
import {
  removeAttribute, removeLabel, setAttribute, setLabel, type Attribute, type Bearer, type Label,
} from '../api/people';
import { ActionDialog } from './ActionDialog';
import { ItemList } from './ItemList';
import { Panel } from './Panel';
import rows from './rows.module.css';
import { useAction } from './useAction';

interface AnnotationsProps {
  readonly bearer: Bearer;
  readonly labels: readonly Label[];
  readonly attributes: readonly Attribute[];
  readonly ofWhom: string;
}

/** Labels and attributes of an account or a group. */
export function Annotations({ bearer, labels, attributes, ofWhom }: AnnotationsProps) {
  const [adding, setAdding] = useState<'label' | 'attribute'>();
  const unlabel = useAction((label: Label) => removeLabel(bearer, label), 'The label is removed');
  const unset = useAction((attribute: Attribute) => removeAttribute(bearer, attribute), 'The attribute is removed');
  const add = (what: 'label' | 'attribute') => (
    <Button
      size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(what)}
    >
      New {what}
    </Button>
  );
  return (
    <>
      <Panel title="Labels" actions={add('label')}>
        <ItemList
          label={`Labels of ${ofWhom}`} items={labels} keyOf={({ prefix = '', name }) => `${prefix}/${name}`} empty="No labels."
          onRemove={(label) => unlabel.mutate(label)} removeLabel={({ name }) => `Remove the label ${name}`}
        >
          {({ prefix, name, value }) => (
            <span className={rows.code}>{prefix && `${prefix}/`}{name}{value && ` = ${value}`}</span>
          )}
        </ItemList>
      </Panel>
      <Panel title="Attributes" actions={add('attribute')}>
        <ItemList
          label={`Attributes of ${ofWhom}`} items={attributes} keyOf={({ name }) => name} empty="No attributes."
          onRemove={(attribute) => unset.mutate(attribute)} removeLabel={({ name }) => `Remove the attribute ${name}`}
        >
          {({ name, value }) => <span className={rows.code}>{name} = {value}</span>}
        </ItemList>
      </Panel>
      {adding && <AddDialog what={adding} bearer={bearer} onClose={() => setAdding(undefined)} />}
    </>
  );
}

function AddDialog({ what, bearer, onClose }: { what: 'label' | 'attribute'; bearer: Bearer; onClose: () => void }) {
  const [{ prefix, name, value }, setFields] = useState({ prefix: '', name: '', value: '' });
  const field = (key: 'prefix' | 'name' | 'value', label: string, description?: string) => (
    <TextInput
      label={label} description={description} value={{ prefix, name, value }[key]} autoComplete="off"
      onChange={({ currentTarget }) => setFields({ prefix, name, value, [key]: currentTarget.value })}
      {...(key === 'name' ? { required: true } : {})}
    />
  );
  return (
    <ActionDialog
      title={`New ${what}`} submit="Set" ready={name.trim() !== ''} onClose={onClose} done={`The ${what} is set`}
      run={() => (what === 'label' ? setLabel(bearer, { prefix, name, value }) : setAttribute(bearer, { name, value }))}
    >
      {what === 'label' && field('prefix', 'Prefix', 'Whose label it is, such as hr.example.org; may be empty')}
      {field('name', 'Name')}
      {field('value', 'Value', 'One of the same name is replaced')}
    </ActionDialog>
  );
}
