import { tone, type Tone } from '../theme.ts';
import classes from './ProgressBar.module.css';

interface ProgressBarProps {
  /** From 0 to 1; null while it is not known how much there is. */
  share: number | null;
  /** What it measures, for those who do not see it: "Orders fulfilled". */
  label: string;
  /** Draws the line that the share must cross: 0.5 for the majority. */
  mark?: number;
  /** Said beside the mark: "Fulfilled above 50 %". */
  markLabel?: string;
  tone?: Tone;
  size?: 'sm' | 'md' | 'lg';
  /** Dims it while the numbers may be old. */
  stale?: boolean;
}

/** How far something is, with the line that decides drawn on it. */
export function ProgressBar({
  share,
  label,
  mark,
  markLabel,
  tone: name = 'shipped',
  size = 'md',
  stale,
}: ProgressBarProps) {
  const percent = share === null ? null : Math.min(100, Math.max(0, share * 100));
  return (
    <div className={classes['root']} data-size={size} data-stale={stale || undefined}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { 'aria-valuenow': Math.floor(percent * 10) / 10 })}
        className={classes['track']}
      >
        <div
          className={percent === null ? classes['unknown'] : classes['fill']}
          style={{ width: percent === null ? undefined : `${percent}%`, background: tone(name, 'solid') }}
        />
      </div>
      {mark === undefined ? null : (
        <div className={classes['mark']} style={{ insetInlineStart: `${mark * 100}%` }} aria-hidden>
          {markLabel ? <span className={classes['markLabel']}>{markLabel}</span> : null}
        </div>
      )}
    </div>
  );
}
