import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Service } from '../api/types';
import { IconArrowRight } from '../icons';
import styles from './ServiceCard.module.css';
import { ServiceIcon } from './ServiceIcon';

/** One service; the whole card leads to its form. */
export function ServiceCard({ service }: { service: Service }) {
  return (
    <article className={styles.card}>
      <ServiceIcon name={service.icon} />
      <Title order={2} className={styles.name}>
        <Link to="/catalogue/$service/deploy" params={{ service: service.id }} className={styles.link}>
          {service.name}
        </Link>
      </Title>
      <Text c="dimmed" className={styles.description}>
        {service.description}
      </Text>
      <div className={styles.foot}>
        <Text size="sm" c="dimmed">
          Version {service.version}
        </Text>
        <span className={styles.go} aria-hidden="true">
          Deploy <IconArrowRight size={16} />
        </span>
      </div>
    </article>
  );
}
