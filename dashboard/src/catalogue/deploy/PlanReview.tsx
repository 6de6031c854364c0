import { Alert, Button, Table, Text, Title } from '@mantine/core';
import type { Plan, Service } from '../../api/types';
import { Fragment } from 'react';
import { Candidates } from '../../deployments/Candidates';
import { kindLabel } from '../../deployments/kinds';
import { IconAlertTriangle, IconArrowLeft, IconRefresh, IconRocket } from '../../icons';
import { inputFacts } from '../inputFacts';
import type { Draft } from './draft';
import { toInputs } from './form';
import styles from './PlanReview.module.css';

interface PlanReviewProps {
  readonly service: Service;
  readonly draft: Draft;
  readonly group: string;
  readonly plan: Plan;
  readonly checking: boolean;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onCheckAgain: () => void;
  readonly onDeploy: () => void;
}

/** The last look before anything is created. */
export function PlanReview(props: PlanReviewProps) {
  const { service, draft, group, plan, checking, busy, onBack, onCheckAgain, onDeploy } = props;
  return (
    <>
      {!plan.feasible && (
        <Alert
          color="yellow" icon={<IconAlertTriangle aria-hidden />} mb="lg" role="alert"
          title="No site can take this now"
        >
          The reasons are below. Ask for less, pick another site, or check again when something was freed.
        </Alert>
      )}
      <div className={styles.columns}>
        <section className={styles.panel} aria-labelledby="summary">
          <Title order={2} id="summary">Summary</Title>
          <dl className={styles.facts}>
            <dt>Service</dt>
            <dd>{service.name}, version {service.version}</dd>
            <dt>Title</dt>
            <dd>{draft.title || <Text span c="dimmed">none given</Text>}</dd>
            <dt>Group</dt>
            <dd>{group}</dd>
            <dt>Site</dt>
            <dd>{draft.placement ? `${draft.placement.provider}, ${draft.placement.region}` : 'the best one'}</dd>
            {inputFacts(toInputs(service, draft.values), service).map(({ name, label, text }) => (
              <Fragment key={name}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
        <section className={styles.panel} aria-labelledby="where">
          <Title order={2} id="where">Where, and why</Title>
          <Candidates candidates={plan.candidates} />
        </section>
        <section className={styles.panel} aria-labelledby="what" data-wide>
          <Title order={2} id="what">What will be created</Title>
          {plan.objects.length > 0 ? (
            <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="group" aria-labelledby="what">
              <Table verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Kind</Table.Th>
                    <Table.Th>For</Table.Th>
                    <Table.Th>Detail</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {plan.objects.map((object, index) => (
                    <Table.Tr key={index}>
                      <Table.Td>{kindLabel(object.kind)}</Table.Td>
                      <Table.Td>{object.node}</Table.Td>
                      <Table.Td>{object.detail}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          ) : (
            <Text c="dimmed">Nothing, as long as no site can take it.</Text>
          )}
        </section>
      </div>
      <div className={styles.steps}>
        <Button variant="default" size="md" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
          Configure
        </Button>
        {plan.feasible ? (
          <Button size="md" loading={busy} leftSection={<IconRocket size={18} aria-hidden />} onClick={onDeploy}>
            Deploy
          </Button>
        ) : (
          <Button size="md" loading={checking} leftSection={<IconRefresh size={18} aria-hidden />} onClick={onCheckAgain}>
            Check again
          </Button>
        )}
      </div>
    </>
  );
}
