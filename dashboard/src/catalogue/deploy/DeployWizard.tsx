import { Stepper } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { body, orchestrator } from '../../api/client';
import { asProblem } from '../../api/problem';
import type { DeploymentRequest, Service } from '../../api/types';
import { toast } from '../../shell/toasts';
import { Drafts, type Draft } from './draft';
import styles from './DeployWizard.module.css';
import { toInputs, visibleInputs } from './form';
import { InputsForm } from './InputsForm';
import { PlanReview } from './PlanReview';
import { RequestIds } from './requestIds';
import { sortErrors, type ServerErrors } from './serverErrors';
import { SitePicker } from './SitePicker';

const STEPS = ['site', 'configure', 'review'] as const;
export type WizardStep = (typeof STEPS)[number];

const NO_ERRORS: ServerErrors = { fields: {}, others: [] };
const drafts = new Drafts(sessionStorage);

/** Site, form, review. The step is in the URL, so the browser's back button goes one step back. */
export function DeployWizard({ group, service }: { group: string; service: Service }) {
  const { step: asked = 'site' } = useSearch({ from: '/catalogue/$service/deploy' });
  const navigate = useNavigate({ from: '/catalogue/$service/deploy' });
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => drafts.load(group, service));
  const [refused, setRefused] = useState<ServerErrors>(NO_ERRORS);
  const [requestIds] = useState(() => new RequestIds());

  const request: DeploymentRequest = {
    service: service.id,
    group,
    inputs: toInputs(service, draft.values),
    keepLastAttempt: draft.keepLastAttempt,
    ...(draft.title.trim() ? { title: draft.title.trim() } : {}),
    ...(draft.placement ? { placement: draft.placement } : {}),
  };
  const change = (next: Draft) => {
    setDraft(next);
    setRefused(NO_ERRORS);
    drafts.save(group, service, next);
  };
  const go = (step: WizardStep) => void navigate({ search: (search) => ({ ...search, step }) });
  const refuse = (error: unknown) => {
    const problem = asProblem(error);
    const sorted = sortErrors(problem, visibleInputs(service).map((input) => input.name));
    const nowhere = Object.keys(sorted.fields).length === 0 && sorted.others.length === 0;
    const id = problem.requestId ? ` (request id ${problem.requestId})` : '';
    setRefused(nowhere ? { fields: {}, others: [problem.message + id] } : sorted);
    go('configure');
  };
  const plan = useMutation({
    mutationFn: () => body(orchestrator.POST('/plans', { body: request })),
    onSuccess: () => go('review'),
    onError: refuse,
  });
  const deploy = useMutation({
    mutationFn: () =>
      body(orchestrator.POST('/deployments', { body: { ...request, requestId: requestIds.idFor(request) } })),
    onSuccess: async (deployment) => {
      drafts.forget(group, service);
      queries.setQueryData(['deployment', deployment.id], deployment);
      toast('good', `${deployment.title || service.name} is on its way`);
      await navigate({ to: '/deployments/$id', params: { id: deployment.id }, search: {} });
    },
    onError: refuse,
  });

  // A plan lives in memory: after a reload the form comes first again.
  const step: WizardStep = asked === 'review' && !plan.data ? 'configure' : asked;
  return (
    <>
      <Stepper
        active={STEPS.indexOf(step)} size="sm" iconSize={32} mb="xl" wrap={false}
        classNames={{ root: styles.stepper ?? '', separator: styles.separator ?? '', stepLabel: styles.label ?? '' }}
        onStepClick={(index) => go(STEPS[index] ?? 'site')}
      >
        <Stepper.Step label="Site" aria-label="Step 1: site" />
        <Stepper.Step label="Configure" aria-label="Step 2: configure" />
        <Stepper.Step label="Review" aria-label="Step 3: review" allowStepSelect={step === 'review'} />
      </Stepper>
      {step === 'site' && (
        <SitePicker
          group={group} value={draft.placement} onNext={() => go('configure')}
          onChange={(placement) => change({ ...draft, placement })}
        />
      )}
      {step === 'configure' && (
        <InputsForm
          service={service} draft={draft} onChange={change} refused={refused.fields} complaints={refused.others}
          busy={plan.isPending} onBack={() => go('site')} onNext={() => plan.mutate()}
        />
      )}
      {step === 'review' && plan.data && (
        <PlanReview
          service={service} draft={draft} group={group} plan={plan.data} checking={plan.isPending}
          busy={deploy.isPending || deploy.isSuccess} onBack={() => go('configure')}
          onCheckAgain={() => plan.mutate()} onDeploy={() => deploy.mutate()}
        />
      )}
    </>
  );
}
