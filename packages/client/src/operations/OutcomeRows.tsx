import { Button, Text } from '@mantine/core';
import type { OperationRowItem, OutcomeSeverity } from '@waybill/schema/operations';
import { usePaths } from '../paths.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatNumber } from '../ui/format.ts';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { useOperationRows } from './use-operation-rows.ts';
import classes from './OutcomeRows.module.css';

interface OutcomeRowsProps {
  operationId: string;
  outcome?: string[];
  severity?: OutcomeSeverity[];
  /** Names the plan the rows belong to; when it changes they are read again. */
  plan: string;
  /** What the list is of, for those who do not see it. */
  label: string;
  /** What is said above the list of all its rows; a row that says no more is not heard twice. */
  said?: string;
}

/** Rows of some outcomes, in the order of the file, a page at a time. */
export function OutcomeRows({ operationId, outcome, severity, plan, label, said }: OutcomeRowsProps) {
  const { rows, totalCount, error, retry, more, fetching } = useOperationRows(
    operationId,
    { outcome, severity },
    plan,
  );
  const waiting = useDelayed(!rows && !error);
  if (error && !rows)
    return <ErrorState compact error={error} title="The rows could not be read" onRetry={retry} />;
  if (!rows) return waiting ? <SkeletonRows rows={3} /> : null;
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" px="md" py="sm">
        No rows.
      </Text>
    );
  }
  return (
    <>
      <ol className={classes['list']} aria-label={label}>
        {rows.map((row) => (
          <Row key={row.id} row={row} said={said} />
        ))}
      </ol>
      {more ? (
        <div className={classes['more']}>
          <Button size="compact-sm" variant="subtle" onClick={more} loading={fetching}>
            Show more of {formatNumber(totalCount)}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** Where a row stands in its file; what had no file is known by its backer's number. */
function placeOf({ line, backer }: OperationRowItem): string {
  if (line > 0) return `Row ${formatNumber(line)}`;
  return typeof backer?.number === 'number' ? `#${backer.number}` : '';
}

function Row({ row, said }: { row: OperationRowItem; said: string | undefined }) {
  const paths = usePaths();
  return (
    <li className={classes['row']}>
      <span className={classes['number']}>{placeOf(row)}</span>
      <div className={classes['body']}>
        <div className={classes['facts']}>
          {row.backer ? (
            <TextLink href={paths.backer(row.backer.id)} size="sm" underline="hover">
              {row.backer.name}
            </TextLink>
          ) : null}
          {row.key ? <span>{row.key}</span> : null}
          {row.trackingNumber ? <span className={classes['tracking']}>{row.trackingNumber}</span> : null}
          {row.carrier ? <span>{row.carrier}</span> : null}
        </div>
        {row.message && row.message !== said ? <div className={classes['message']}>{row.message}</div> : null}
        {row.changes.length > 0 ? (
          <ul className={classes['details']}>
            {row.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        ) : null}
        {row.candidates.length > 0 ? (
          <ul className={classes['details']} aria-label="Backers that fit">
            {row.candidates.map((backer) => (
              <li key={backer.id}>
                <TextLink href={paths.backer(backer.id)} size="sm" underline="always">
                  {backer.name}
                </TextLink>{' '}
                {[backer.number === null ? null : `#${backer.number}`, backer.pledgeId, backer.email]
                  .filter(Boolean)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}
