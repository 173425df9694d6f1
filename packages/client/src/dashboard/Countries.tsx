import { Button, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { DashboardAside } from '@waybill/schema/dashboard';
import type { ResultOf } from '@waybill/schema/graphql';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { tone } from '../theme.ts';
import { countryName } from '../ui/country.ts';
import { formatNumber } from '../ui/format.ts';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import classes from './Countries.module.css';
import panels from './panel.module.css';

type Country = NonNullable<ResultOf<typeof DashboardAside>['project']>['countries'][number];

/** So many countries stand in the card before a person asks for all. */
const shownFirst = 8;

/** Where the orders go, and how many of them have gone; a click lists a country's backers. */
export function Countries({ countries }: { countries: readonly Country[] | null }) {
  const paths = usePaths();
  const [all, setAll] = useState(false);
  const sorted = [...(countries ?? [])].sort((a, b) => b.orders - a.orders);
  const most = sorted[0]?.orders ?? 1;
  return (
    <Paper
      component="section"
      aria-labelledby="countries-title"
      withBorder
      p="lg"
      className={panels['countries']}
    >
      <Title order={2} size="h3" id="countries-title" mb="xs">
        Countries
      </Title>
      {countries === null ? <SkeletonRows rows={5} height={36} /> : null}
      {countries?.length === 0 ? (
        <Text size="sm" c="dimmed">
          No address is known yet.
        </Text>
      ) : null}
      <ul className={classes['list']}>
        {(all ? sorted : sorted.slice(0, shownFirst)).map(({ country, orders, fulfilled }) => {
          const words = (
            <>
              <span className={classes['name']}>{country ? countryName(country) : 'No country'}</span>
              <span className={classes['numbers']}>
                {formatNumber(fulfilled)} of {formatNumber(orders)}
              </span>
              <span
                className={classes['bar']}
                style={{ width: `${Math.max(2, (orders / most) * 100)}%` }}
                aria-hidden
              >
                <span
                  style={{
                    width: `${orders === 0 ? 0 : (fulfilled / orders) * 100}%`,
                    background: tone('shipped', 'solid'),
                  }}
                />
              </span>
            </>
          );
          return (
            <li key={country ?? 'none'}>
              {country ? (
                <Link to={paths.backers()} search={{ country: [country] }} className={classes['country']}>
                  {words}
                </Link>
              ) : (
                <span className={classes['country']}>{words}</span>
              )}
            </li>
          );
        })}
      </ul>
      {sorted.length > shownFirst ? (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="xs"
          ml={-8}
          onClick={() => setAll(!all)}
          aria-expanded={all}
        >
          {all ? 'Show fewer' : `Show all ${sorted.length} countries`}
        </Button>
      ) : null}
    </Paper>
  );
}
