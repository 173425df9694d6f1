import classes from './filter-chips.module.css';
import { formatNumber } from './format.ts';

interface FilterChipProps {
  word: string;
  /** How many there are; null or left out where it is not known or not counted. */
  count?: number | null | undefined;
  chosen: boolean;
  onChoose: () => void;
}

/** One part of a list, in a row of chips of which one is chosen: a list item. */
export function FilterChip({ word, count, chosen, onChoose }: FilterChipProps) {
  return (
    <li>
      <button
        type="button"
        className={classes['chip']}
        aria-pressed={chosen}
        data-chosen={chosen || undefined}
        onClick={onChoose}
      >
        {word} {count == null ? null : <span className={classes['count']}>{formatNumber(count)}</span>}
      </button>
    </li>
  );
}
