import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPrinter } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import classes from '../backers/BackerMenu.module.css';
import { layouts, printLink, type PrintWish } from './print-link.ts';

interface PrintMenuProps {
  /** Where the PDF is, without a layout. */
  url: string;
  wish: PrintWish;
  label: string;
  primary?: boolean;
}

/** The labels as one PDF, by the sheet the printer takes; opens in a tab of its own. */
export function PrintMenu({ url, wish, label, primary }: PrintMenuProps) {
  return (
    <Menu width={264} position="bottom-start">
      <Menu.Target>
        <Button
          variant={primary ? 'filled' : 'default'}
          leftSection={<IconPrinter size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
          rightSection={<IconChevronDown size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {layouts.map((sheet) => (
          <Menu.Item
            key={sheet.key}
            component="a"
            href={printLink(url, sheet, wish)}
            target="_blank"
            rel="noopener"
          >
            {sheet.word}
            <span className={classes['why']}>{sheet.means}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
