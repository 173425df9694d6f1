import classes from './Logo.module.css';

/** The mark and the word; the word leaves first when there is no room. */
export function Logo() {
  return (
    <span className={classes['root']}>
      <svg viewBox="0 0 32 32" className={classes['mark']} aria-hidden>
        <rect width="32" height="32" rx="7" fill="var(--wb-accent-solid)" />
        <path
          d="M7 10.5l4.2 12L16 11l4.8 11.5 4.2-12"
          fill="none"
          stroke="var(--mantine-color-white)"
          strokeWidth="2.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={classes['word']}>Waybill</span>
    </span>
  );
}
