import { useQuery } from '@apollo/client/react';
import { Badge, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { BackerAddressVersions, type AddressVersion } from '@waybill/schema/backers';
import { usePaths } from '../paths.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatDay, formatMoment } from '../ui/format.ts';
import { operationHref, operationKindLooks } from '../ui/operation-kind.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { addressLines } from './address-lines.ts';
import classes from './AddressVersionsDialog.module.css';

interface AddressVersionsDialogProps {
  backer: { id: string; name: string };
  onClose: () => void;
}

/** Every address a backer has had: since when, by whom, and when it went out in an export. */
export function AddressVersionsDialog({ backer, onClose }: AddressVersionsDialogProps) {
  const { data, error, refetch } = useQuery(BackerAddressVersions, {
    variables: { id: backer.id },
    fetchPolicy: 'cache-and-network',
  });
  const versions = data?.backer?.addressVersions;
  return (
    <Modal opened onClose={onClose} title={`Addresses of ${backer.name || 'this backer'}`}>
      {versions ? (
        <ol className={classes['list']} reversed>
          {versions.map((version) => (
            <Version key={version.version} version={version} />
          ))}
        </ol>
      ) : error ? (
        <ErrorState
          compact
          error={error}
          title="The addresses could not be read"
          onRetry={() => void refetch()}
        />
      ) : (
        <Stack gap="md">
          <Skeleton height={112} />
          <Skeleton height={112} />
        </Stack>
      )}
    </Modal>
  );
}

function Version({ version }: { version: AddressVersion }) {
  const lines = addressLines(version.address);
  return (
    <li className={classes['version']} data-current={version.until === null || undefined}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={550}>
          Version {version.version}
        </Text>
        {version.until === null ? (
          <Badge variant="default" tt="none" fw={500} radius="sm">
            Current
          </Badge>
        ) : null}
      </Group>
      {lines.length > 0 ? (
        <address className={classes['address']}>
          {lines.map((line, index) => (
            <div key={`${index} ${line}`}>{line}</div>
          ))}
        </address>
      ) : (
        <Text size="sm" c="dimmed">
          Nothing was known.
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        <Since version={version} />
      </Text>
      {version.exportedAt ? (
        <Text size="xs" c="dimmed">
          Went out in the export of{' '}
          <time dateTime={version.exportedAt} title={formatMoment(version.exportedAt)}>
            {formatDay(version.exportedAt)}
          </time>
          .
        </Text>
      ) : null}
    </li>
  );
}

function Since({ version }: { version: AddressVersion }) {
  const paths = usePaths();
  const { since, until, actor, operation } = version;
  return (
    <>
      {actor === null ? 'Came with the backer on ' : 'Since '}
      <time dateTime={since} title={formatMoment(since)}>
        {formatDay(since)}
      </time>
      {actor === null ? '' : `, by ${actor.name}`}
      {operation ? (
        <>
          {' ('}
          <TextLink href={operationHref(paths, operation)} size="xs" underline="always">
            {operationKindLooks[operation.kind].word}
          </TextLink>
          )
        </>
      ) : null}
      {until ? (
        <>
          , until{' '}
          <time dateTime={until} title={formatMoment(until)}>
            {formatDay(until)}
          </time>
        </>
      ) : null}
      .
    </>
  );
}
