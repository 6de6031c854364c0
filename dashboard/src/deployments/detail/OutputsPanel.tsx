import { Text, Title } from '@mantine/core';
import type { Output } from '../../api/types';
import { CopyButton } from '../../shell/CopyButton';
import { EndpointLink } from '../EndpointLink';
import styles from './panels.module.css';

/** What the deployment gives: addresses and other values. */
export function OutputsPanel({ outputs, settled }: { outputs: readonly Output[]; settled: boolean }) {
  return (
    <section className={styles.panel} aria-labelledby="outputs">
      <Title order={2} id="outputs">Outputs</Title>
      {outputs.length === 0 ? (
        <Text c="dimmed">{settled ? 'This deployment gives no outputs.' : 'They appear here when the deployment is ready.'}</Text>
      ) : (
        <dl className={styles.facts}>
          {outputs.map((output) => {
            const text = asText(output.value);
            return (
              <div key={output.name} className={styles.fact}>
                <dt>{output.label}</dt>
                <dd>
                  {output.type === 'url' ? <EndpointLink address={text} /> : <span className={styles.value}>{text}</span>}
                  <CopyButton value={text} what={output.label} />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
