import { formatCount, formatNumber } from '../ui/format.ts';
import classes from './ExceptionsBadge.module.css';
import { useExceptionFeed } from './use-exceptions.ts';

/** How many parcels need a person, live; nothing where none does. */
export function ExceptionsBadge({ projectId }: { projectId: string }) {
  const counts = useExceptionFeed(projectId);
  if (!counts || counts.open === 0) return null;
  return (
    <span
      className={classes['badge']}
      title={formatCount(counts.open, 'parcel needs', 'parcels need') + ' a person'}
    >
      {counts.open > 999 ? '999+' : formatNumber(counts.open)}
    </span>
  );
}
