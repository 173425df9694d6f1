import { Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyField } from '../ui/CopyField.tsx';
import classes from './BadgeEmbed.module.css';
import { badgeCode, themes, type BadgeTheme } from './badge-code.ts';

interface BadgeEmbedProps {
  profileUrl: string;
  name: string;
}

/** The badge as it looks, and the code that puts it on another site. */
export function BadgeEmbed({ profileUrl, name }: BadgeEmbedProps) {
  const [theme, setTheme] = useState<BadgeTheme>('auto');
  const { path } = badgeCode(profileUrl, name, theme);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        A small picture that leads to your profile and says by itself how far you are: “Fulfilled · 3
        projects”.
      </Text>
      <SegmentedControl
        aria-label="Colors of the badge"
        value={theme}
        onChange={setTheme}
        data={themes.map(({ value, label }) => ({ value, label }))}
        className={classes['themes']}
      />
      <Paper withBorder p="lg" className={classes['stage']} data-theme={theme}>
        <img src={path} alt="The badge" height={28} />
      </Paper>
      <CopyField label="Code for your site" value={badgeCode(profileUrl, name, theme).html} />
      <CopyField label="Markdown" value={badgeCode(profileUrl, name, theme).markdown} />
    </Stack>
  );
}
