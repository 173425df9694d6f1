import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { BackerSearch } from '../backers/backer-search.ts';
import { usePaths } from '../paths.ts';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import classes from './SegmentTabs.module.css';
import { useSegments } from './use-segments.ts';

/** The saved segments above the backer report, each with how many are in it now; without any there is nothing to choose. */
export function SegmentTabs({ project, search }: { project: Project; search: BackerSearch }) {
  const paths = usePaths();
  const { segments } = useSegments(project.id);
  if (!segments?.length) return null;
  const tab = (id: string | undefined, name: string, count: number) => (
    <li key={id ?? 'all'}>
      <Link
        to={paths.backers()}
        search={{ ...(id ? { segment: id } : {}), ...(search.sort ? { sort: search.sort } : {}) }}
        className={classes['tab']}
        aria-current={search.segment === id ? 'page' : undefined}
        data-chosen={search.segment === id || undefined}
        activeOptions={{ exact: true }}
      >
        <span className={classes['name']}>{name}</span>
        <span className={classes['count']}>
          <AnimatedNumber value={count} />
        </span>
      </Link>
    </li>
  );
  return (
    <nav aria-label="Segments" className={classes['root']}>
      <ul className={classes['tabs']}>
        {tab(undefined, 'All backers', project.progress.orders)}
        {segments.map(({ id, name, backerCount }) => tab(id, name, backerCount))}
        {mayWrite(project.creator.role) ? (
          <li>
            <Link
              to={paths.segmentNew()}
              className={classes['tab']}
              aria-label="New segment"
              title="New segment"
            >
              <IconPlus size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
            </Link>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}
