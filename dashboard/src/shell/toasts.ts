import { useSyncExternalStore } from 'react';

/** A short message that goes away by itself; failures stay longer. */
export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** More would cover the page that they are about; the oldest go first. */
const MOST = 4;
const SHOWN_MS = { good: 5_000, bad: 12_000 } as const;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

export function toast(tone: Toast['tone'], text: string): void {
  const id = ++lastId;
  change([...toasts, { id, tone, text }].slice(-MOST));
  setTimeout(() => dismissToast(id), SHOWN_MS[tone]);
}

export function dismissToast(id: number): void {
  change(toasts.filter((shown) => shown.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}
