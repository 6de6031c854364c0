import type { components } from '../generated/orchestrator';

type Schemas = components['schemas'];

export type Attempt = Schemas['Attempt'];
export type Candidate = Schemas['Candidate'];
export type Credentials = Schemas['Credentials'];
export type Deployment = Schemas['Deployment'];
export type DeploymentPage = Schemas['DeploymentPage'];
export type DeploymentRequest = Schemas['DeploymentRequest'];
export type DeploymentSummary = Schemas['DeploymentSummary'];
export type Input = Schemas['Input'];
export type InputError = Schemas['InputError'];
export type LogLine = Schemas['LogLine'];
export type Output = Schemas['Output'];
export type Phase = Schemas['Phase'];
export type PlacementRequest = Schemas['PlacementRequest'];
export type Plan = Schemas['Plan'];
export type Problem = Schemas['Problem'];
export type Quota = Schemas['Quota'];
export type Resource = Schemas['Resource'];
export type Service = Schemas['Service'];
export type Site = Schemas['Site'];
export type Status = Schemas['Status'];
export type Step = Schemas['Step'];
