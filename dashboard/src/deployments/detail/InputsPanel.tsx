import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Deployment } from '../../api/types';
import { inputFacts } from '../../catalogue/inputFacts';
import { serviceQuery } from '../../catalogue/queries';
import styles from './panels.module.css';

/** What was asked for. The server leaves secret inputs out. */
export function InputsPanel({ deployment }: { deployment: Deployment }) {
  // Only for the labels: a service that has left the catalogue is no error here.
  const { data: service } = useQuery({
    ...serviceQuery(deployment.group, deployment.service), retry: false, throwOnError: false,
  });
  const facts = inputFacts(deployment.inputs, service);
  return (
    <section className={styles.panel} aria-labelledby="inputs">
      <Title order={2} id="inputs">Inputs</Title>
      {facts.length === 0 ? (
        <Text c="dimmed">The service's defaults.</Text>
      ) : (
        <dl className={styles.facts}>
          {facts.map(({ name, label, text }) => (
            <div key={name} className={styles.fact}>
              <dt>{label}</dt>
              <dd>
                <span className={styles.value}>{text}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
