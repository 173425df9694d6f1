import { useState } from 'react';
import { SegmentedControl, Text } from '@mantine/core';
import { MailFrame } from './MailFrame.tsx';
import classes from './MailLook.module.css';

interface MailLookProps {
  subject: string;
  /** The lines below the subject: from, to, when. */
  lines: readonly { term: string; value: string }[];
  html: string;
  text: string;
  headers?: readonly { name: string; value: string }[];
  /** Names the frame for those who do not see it. */
  title: string;
  /** Beside the subject. */
  action?: React.ReactNode;
}

type Side = 'html' | 'text' | 'headers';

/** A mail as a mail program shows it: as HTML, as text, and with its headers where they are known. */
export function MailLook({ subject, lines, html, text, headers, title, action }: MailLookProps) {
  const [side, setSide] = useState<Side>('html');
  return (
    <div className={classes['root']}>
      <div className={classes['head']}>
        <div className={classes['top']}>
          <Text fw={620} className={classes['subject']}>
            {subject || 'No subject'}
          </Text>
          {action}
        </div>
        <dl className={classes['lines']}>
          {lines.map(({ term, value }) => (
            <div key={term} className={classes['pair']}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <SegmentedControl
          size="xs"
          aria-label="How the mail is shown"
          value={side}
          onChange={(value) => setSide(value as Side)}
          data={[
            { value: 'html', label: 'As a mail' },
            { value: 'text', label: 'As text' },
            ...(headers ? [{ value: 'headers', label: 'Headers' }] : []),
          ]}
        />
      </div>
      {side === 'html' ? <MailFrame html={html} title={title} /> : null}
      {side === 'text' ? (
        <pre className={classes['plain']} tabIndex={0} aria-label={`${title}, as text`}>
          {text}
        </pre>
      ) : null}
      {side === 'headers' && headers ? (
        <div className={classes['plain']} tabIndex={0} role="region" aria-label="Headers">
          <dl className={classes['headers']}>
            {headers.map(({ name, value }, index) => (
              <div key={`${name} ${index}`}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
    </div>
  );
}
