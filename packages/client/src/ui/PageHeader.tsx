import { useEffect, useRef, type ReactNode } from 'react';
import { Group, Stack, Text, Title } from '@mantine/core';
import { takePageFocus } from './page-focus.ts';
import classes from './PageHeader.module.css';

/** A title with more letters than this is set smaller on a phone, or it fills the screen. */
const longTitle = 48;

interface PageHeaderProps {
  title: string;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Beside the title: a status. */
  badge?: ReactNode;
  /** At the right: at most one filled button. */
  actions?: ReactNode;
  /** The tab's title where it should say more than the page's. */
  documentTitle?: string;
}

/** The head of a page: its only h1, which also takes the focus when the route changes. */
export function PageHeader({ title, description, badge, actions, documentTitle }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(function takeFocus() {
    takePageFocus(heading.current);
  }, []);
  useEffect(
    function nameTheTab() {
      document.title = `${documentTitle ?? title} · Waybill`;
    },
    [title, documentTitle],
  );
  return (
    <Group component="header" justify="space-between" align="flex-start" gap="md" mb="lg" wrap="wrap">
      <Stack gap={4} className={classes['words']}>
        <Group gap="sm" align="center">
          <Title
            order={1}
            ref={heading}
            tabIndex={-1}
            className={classes['title']}
            data-long={title.length > longTitle || undefined}
          >
            {title}
          </Title>
          {badge}
        </Group>
        {description ? (
          <Text c="dimmed" size="sm" className={classes['description']}>
            {description}
          </Text>
        ) : null}
      </Stack>
      {actions ? <Group gap="xs">{actions}</Group> : null}
    </Group>
  );
}
