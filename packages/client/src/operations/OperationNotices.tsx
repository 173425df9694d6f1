import { Alert, Stack, Text } from '@mantine/core';
import type { OperationDetail, OutcomeSeverity } from '@waybill/schema/operations';
import { usePaths } from '../paths.ts';
import { sizes, tone } from '../theme.ts';
import { formatMoment } from '../ui/format.ts';
import { operationHref } from '../ui/operation-kind.ts';
import { operationStatusLooks, severityLooks } from '../ui/status.ts';
import { TextLink } from '../ui/TextLink.tsx';

/** What is to be said about the whole file: damage by a spreadsheet, the same file seen before, a guess to confirm. */
export function OperationNotices({ operation }: { operation: OperationDetail }) {
  const paths = usePaths();
  const before = operation.file?.duplicateOf;
  if (operation.notices.length === 0) return null;
  return (
    <Stack gap="xs">
      {operation.notices.map((notice) => (
        <Banner key={notice.code + notice.message} severity={notice.severity}>
          {notice.message}
          {notice.code === 'SAME_FILE' && before ? (
            <>
              {' '}
              <TextLink href={operationHref(paths, before)} inherit underline="always">
                See the operation of {formatMoment(before.createdAt)}
              </TextLink>{' '}
              ({operationStatusLooks[before.status].word.toLowerCase()}).
            </>
          ) : null}
        </Banner>
      ))}
    </Stack>
  );
}

function Banner({ severity, children }: { severity: OutcomeSeverity; children: React.ReactNode }) {
  const look = severityLooks[severity];
  const Sign = look.icon;
  return (
    <Alert
      variant="light"
      py="xs"
      icon={<Sign size={sizes.icon.medium} stroke={2} />}
      bg={tone(look.tone, 'soft')}
      styles={{ icon: { color: tone(look.tone, 'text') } }}
      role={severity === 'ERROR' ? 'alert' : 'note'}
    >
      <Text size="sm">{children}</Text>
    </Alert>
  );
}
