import { Text, Title } from '@mantine/core';
import styles from './panels.module.css';

/** What was asked for. The service leaves secret inputs out. */
export function InputsPanel({ inputs }: { inputs: Record<string, unknown> }) {
  const entries = Object.entries(inputs);
  return (
    <section className={styles.panel} aria-labelledby="inputs">
      <Title order={2} id="inputs">Inputs</Title>
      {entries.length === 0 ? (
        <Text c="dimmed">The service's defaults.</Text>
      ) : (
        <dl className={styles.facts}>
          {entries.map(([name, value]) => (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>
                <span className={styles.value}>{typeof value === 'string' ? value : JSON.stringify(value)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
