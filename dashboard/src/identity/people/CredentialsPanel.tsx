import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { IconExternalLink } from '../../icons';
import { session } from '../../session/session';
import { removeLink, type Link, type Person } from '../api/people';
import { unlinkOwnCertificate, unlinkOwnIdentity } from '../api/self';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';

interface CredentialsPanelProps {
  readonly person: Person;
  /** Whether it is the person at the screen. */
  readonly own?: boolean;
}

interface Removal {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** By what else the account is recognised: other providers, certificates, SSH keys. */
export function CredentialsPanel({ person, own = false }: CredentialsPanelProps) {
  const { identities, certificates, sshKeys, name } = person;
  const [removing, setRemoving] = useState<Removal>();
  const unlink = (link: Link) => () => removeLink(person.id, link);
  return (
    <Panel
      title="Linked credentials"
      actions={own && (
        <Button
          component="a" size="xs" variant="default" href={`${session.settings.issuer}/linking`}
          rightSection={<IconExternalLink size={15} aria-hidden />}
        >
          Link another
        </Button>
      )}
    >
      {identities.length + certificates.length + sshKeys.length === 0 && (
        <Text c="dimmed">
          Nothing is linked: {own ? 'you sign' : 'the person signs'} in with the account’s own password or passkey.
        </Text>
      )}
      {identities.length > 0 && (
        <ItemList
          label={`Identities of ${name}`} items={identities} keyOf={({ issuer, subject }) => `${issuer} ${subject}`} empty=""
          note={({ subject }) => subject} removeLabel={({ issuer }) => `Unlink ${issuer}`}
          onRemove={(entry) => setRemoving({ name: entry.issuer, run: own ? () => unlinkOwnIdentity(entry) : unlink({ kind: 'oidcIds', entry }) })}
        >
          {({ issuer }) => issuer}
        </ItemList>
      )}
      {certificates.length > 0 && (
        <ItemList
          label={`Certificates of ${name}`} items={certificates} keyOf={({ subject, issuer }) => `${subject} ${issuer}`} empty=""
          note={({ issuer }) => `issued by ${issuer}`} removeLabel={({ subject }) => `Unlink ${subject}`}
          onRemove={(certificate) => {
            const entry = { subjectDn: certificate.subject, issuerDn: certificate.issuer };
            setRemoving({
              name: certificate.subject, run: own ? () => unlinkOwnCertificate(certificate) : unlink({ kind: 'certificates', entry }),
            });
          }}
        >
          {({ label, subject }) => <>{label && `${label}: `}{subject}</>}
        </ItemList>
      )}
      {sshKeys.length > 0 && (
        <ItemList
          label={`SSH keys of ${name}`} items={sshKeys} keyOf={({ fingerprint }) => fingerprint} empty=""
          note={({ fingerprint }) => <span className={rows.code}>{fingerprint}</span>} removeLabel={({ label }) => `Remove the SSH key ${label}`}
          // For one's own keys the service has no interface without the administrators' scopes.
          onRemove={own ? undefined : ({ label, fingerprint }) =>
            setRemoving({ name: `the SSH key ${label}`, run: unlink({ kind: 'sshKeys', entry: { fingerprint } }) })}
        >
          {({ label }) => label || 'SSH key'}
        </ItemList>
      )}
      {removing && (
        <ActionDialog
          title={`Unlink ${removing.name}?`} submit="Unlink" danger run={removing.run} done={`${removing.name} is unlinked`}
          onClose={() => setRemoving(undefined)}
        >
          <Text>{own ? 'You can' : `${name} can`} no longer sign in with it.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
