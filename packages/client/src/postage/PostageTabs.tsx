import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from '../notifications/MailTabs.module.css';
import { usePaths } from '../paths.ts';
import { postageTabs, type PostageTab } from './postage-search.ts';

const words: Record<PostageTab, string> = {
  labels: 'Labels',
  boxes: 'Boxes',
  customs: 'Customs',
  settings: 'Sender and provider',
};

/** The screens of postage as links, so that each has its address. */
export function PostageTabs() {
  const paths = usePaths();
  const list = useRef<HTMLElement>(null);
  const { tab: open } = useParams({ strict: false });
  useEffect(
    function showOpenTab() {
      const row = list.current;
      const tab = row?.querySelector<HTMLElement>('[data-status=active]');
      if (row && tab) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
    },
    [open],
  );
  return (
    <nav ref={list} aria-label="Postage" className={classes['tabs']}>
      <ul className={classes['list']}>
        {postageTabs.map((tab) => (
          <li key={tab}>
            <Link
              to={paths.postage(tab)}
              activeOptions={{ exact: true, includeSearch: false }}
              className={classes['tab']}
            >
              {words[tab]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
