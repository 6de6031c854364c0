import type { ReactNode } from 'react';
import type { Input } from '../../../api/types';
import styles from './fields.module.css';

interface FieldGroupProps {
  readonly id: string;
  readonly input: Input;
  readonly error: string | undefined;
  readonly children: ReactNode;
}

/** Label, help and error around an input that has several controls. */
export function FieldGroup({ id, input, error, children }: FieldGroupProps) {
  return (
    <fieldset
      className={styles.group} aria-describedby={`${id}-help ${id}-error`}
    >
      <legend className={styles.legend}>
        {input.label}
        {input.required && (
          <span className={styles.required} aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </legend>
      <div id={`${id}-help`} className={styles.help}>
        {input.description}
      </div>
      {children}
      <div id={`${id}-error`} className={styles.error}>
        {error}
      </div>
    </fieldset>
  );
}
