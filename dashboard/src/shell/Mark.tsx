import styles from './Mark.module.css';

/**
 * The organisation's picture, or the product's mark: three islands in one sea. Decorative; the name
 * stands beside it.
 */
export function Mark({ size, logo = false }: { size: number; logo?: boolean }) {
  if (logo) {
    return <img src="/ui/look/logo" className={styles.logo} width={size} height={size} alt="" />;
  }
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" className={styles.ground} />
      <path fill="#a6d8e0" d="M4.5 18.5c1.4-4.6 2.6-6.2 4-6.2s2.7 1.6 4 6.2z" />
      <path fill="#fff" d="M9.5 18.5c2.2-7.4 4.2-11 6.8-11s4.6 3.6 6.8 11z" />
      <path fill="#76c2ce" d="M20 18.5c1.3-3.7 2.5-5.2 3.9-5.2s2.6 1.5 3.8 5.2z" />
      <path
        fill="none" stroke="#fff" strokeWidth="1.8" strokeLinecap="round"
        d="M5 22.2q2.75-1.9 5.5 0t5.5 0 5.5 0 5.5 0M9 26.2q2.33-1.7 4.67 0t4.67 0 4.67 0"
      />
    </svg>
  );
}
