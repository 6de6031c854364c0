import { Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { body, orchestrator } from '../../api/client';
import { asProblem } from '../../api/problem';
import type { Credentials, Deployment } from '../../api/types';
import { IconDownload, IconEye, IconEyeOff, IconKey } from '../../icons';
import { CopyButton } from '../../shell/CopyButton';
import { download } from './download';
import styles from './panels.module.css';
import { keyFileName, knownHosts, sshCommand } from './ssh';

/** How to log in. Asked for on a click only, kept in this component only, gone when it closes. */
export function CredentialsPanel({ deployment }: { deployment: Deployment }) {
  const allowed = deployment.actions.includes('credentials');
  const ask = useMutation({
    mutationFn: () =>
      body(orchestrator.GET('/deployments/{id}/credentials', { params: { path: { id: deployment.id } } })),
    gcTime: 0,
  });
  return (
    <section className={styles.panel} aria-labelledby="credentials">
      <Title order={2} id="credentials">Log in by SSH</Title>
      {ask.data ? (
        <Shown credentials={ask.data} keyFile={keyFileName(deployment.id)} onHide={() => ask.reset()} />
      ) : (
        <>
          <Text c="dimmed">
            {allowed
              ? 'The private key is read from the secret store when you ask for it. Only you, the owner, can.'
              : 'Only the owner can see the key, and only while there are servers.'}
          </Text>
          {ask.isError && (
            <Text c="var(--mantine-color-error)" role="alert">
              {asProblem(ask.error).message}
              {asProblem(ask.error).requestId && ` Request id ${asProblem(ask.error).requestId}.`}
            </Text>
          )}
          {allowed && (
            <div className={styles.row}>
              <Button loading={ask.isPending} leftSection={<IconKey size={18} aria-hidden />} onClick={() => ask.mutate()}>
                Show the credentials
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Shown({ credentials, keyFile, onHide }: { credentials: Credentials; keyFile: string; onHide: () => void }) {
  const [unmasked, setUnmasked] = useState(false);
  const { user, hosts, privateKey } = credentials;
  const hostFile = keyFile.replace(/\.key$/, '.known_hosts');
  return (
    <>
      <div>
        <Text fw={550} mb={6}>1. Save both files, and keep the key to yourself</Text>
        <div className={styles.row}>
          <Button size="xs" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => download(keyFile, privateKey)}>
            Private key
          </Button>
          <Button
            size="xs" variant="default" leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download(hostFile, `${knownHosts(hosts)}\n`)}
          >
            Known hosts
          </Button>
          <Button
            size="xs" variant="default" aria-pressed={unmasked} onClick={() => setUnmasked(!unmasked)}
            leftSection={unmasked ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          >
            {unmasked ? 'Hide the key' : 'Show the key'}
          </Button>
          <CopyButton label="Copy the key" what="the private key" value={privateKey} />
        </div>
      </div>
      <pre className={styles.code} tabIndex={0} aria-label="Private key">
        {unmasked ? privateKey : masked(privateKey)}
      </pre>
      <div>
        <Text fw={550} mb={6}>2. Log in</Text>
        <div className={styles.command}>
          <pre className={styles.code} tabIndex={0}>{`chmod 600 ${keyFile}`}</pre>
          <CopyButton value={`chmod 600 ${keyFile}`} what="the chmod command" />
        </div>
        {hosts.map((host) => {
          const command = sshCommand(user, host, keyFile);
          return (
            <div key={host.address}>
              <Text size="sm" c="dimmed" mt={8}>{host.node}</Text>
              <div className={styles.command}>
                <pre className={styles.code} tabIndex={0}>{command}</pre>
                <CopyButton value={command} what={`the ssh command of ${host.node}`} />
              </div>
            </div>
          );
        })}
      </div>
      <details>
        <summary className="text-link">Host keys</summary>
        <pre className={styles.code} tabIndex={0} aria-label="Host keys">{knownHosts(hosts)}</pre>
      </details>
      <div className={styles.row}>
        <Button variant="subtle" size="xs" onClick={onHide}>Forget the credentials on this page</Button>
      </div>
    </>
  );
}

/** First and last line stay, so that one sees what it is. */
function masked(key: string): string {
  const lines = key.trim().split('\n');
  return lines.length > 2 ? [lines[0], '•'.repeat(40), lines.at(-1)].join('\n') : '•'.repeat(40);
}
