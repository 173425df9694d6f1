import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { LabelPurchase, LabelPurchaseConfigure } from '@waybill/schema/label-purchases';
import type { OperationDetail } from '@waybill/schema/operations';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ApplyBar } from '../operations/ApplyBar.tsx';
import { CheckLayout } from '../operations/CheckLayout.tsx';
import { OperationNotices } from '../operations/OperationNotices.tsx';
import { OutcomeBar } from '../operations/OutcomeBar.tsx';
import { OutcomeSection } from '../operations/OutcomeSection.tsx';
import { useOperationActions } from '../operations/use-operation-actions.ts';
import { usePaths, type ProjectPaths } from '../paths.ts';
import { formatCount, formatList } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { formatMoney } from './money.ts';
import { PurchaseFields } from './PurchaseFields.tsx';
import { PurchaseTotals } from './PurchaseTotals.tsx';
import { choiceOf, serviceInput, type PurchaseChoice } from './purchase-choice.ts';
import { usePostage } from './use-postage.ts';

interface LabelPurchaseCheckProps {
  operation: OperationDetail;
  replanning: boolean;
}

/** The preview of a purchase: the total, what it is made of, and what cannot be bought with the way to mend it. */
export function LabelPurchaseCheck({ operation, replanning }: LabelPurchaseCheckProps) {
  const paths = usePaths();
  const { apply, applying } = useOperationActions();
  const { data, refetch } = useQuery(LabelPurchase, { variables: { id: operation.id } });
  const { version } = operation;
  const known = useRef(version);
  useEffect(
    function readPricesOfThisPlan() {
      if (known.current === version) return;
      known.current = version;
      refetch().catch(() => undefined);
    },
    [version, refetch],
  );
  const current = data?.operation?.version === version ? (data.operation.postage ?? null) : null;
  const totals = current ?? data?.operation?.postage ?? null;
  const price = totals?.currencies.map(({ cents, currency }) => formatMoney(cents, currency)) ?? [];
  const of = (severity: OperationDetail['outcomes'][number]['severity']) =>
    operation.outcomes.filter((outcome) => outcome.severity === severity);
  const section = { operationId: operation.id, plan: String(version) };

  return (
    <CheckLayout
      replanning={replanning}
      head={
        <>
          <Paper withBorder p="lg" component="section" aria-label="What it costs" aria-busy={replanning}>
            <Stack gap="md" style={{ opacity: replanning ? 0.9 : 1 }}>
              <PurchaseTotals totals={totals} replanning={replanning} />
              <OutcomeBar outcomes={operation.outcomes} rows={operation.totalCount} />
            </Stack>
          </Paper>
          <OperationNotices operation={operation} />
        </>
      }
      groups={
        <Stack gap="md">
          <OutcomeSection {...section} title="To mend" outcomes={of('ERROR')}>
            {mendLinks(
              paths,
              of('ERROR').map(({ code, count }) => (count > 0 ? code : '')),
            )}
          </OutcomeSection>
          <OutcomeSection {...section} title="To look at" outcomes={of('WARNING')} />
          <OutcomeSection {...section} title="Left alone" outcomes={of('SKIPPED')} />
          <OutcomeSection {...section} title="Will be bought" outcomes={of('OK')} />
        </Stack>
      }
      foot={
        <ApplyBar
          operation={operation}
          applying={applying}
          onApply={() => {
            if (current) void apply(operation, undefined, current.totalCents);
          }}
          blocked={
            replanning
              ? 'Asking for prices again.'
              : totals && totals.labels === 0
                ? 'No label can be bought for these: mend what is listed, then ask for prices again.'
                : current
                  ? null
                  : 'Adding up the prices.'
          }
          {...(totals && totals.labels > 0
            ? { label: `Buy ${formatCount(totals.labels, 'label')} for ${formatList(price)}` }
            : {})}
        >
          {data?.operation ? (
            <OtherChoices operation={operation} chosen={choiceOf(data.operation.labelChoice)} />
          ) : null}
        </ApplyBar>
      }
    />
  );
}

/** Where what is missing is filled in; addresses are mended at each backer, whose name leads there. */
function mendLinks(paths: ProjectPaths, codes: readonly string[]): ReactNode {
  const links = [
    { code: 'CUSTOMS_MISSING', tab: 'customs', word: 'Fill in customs data' },
    { code: 'NO_PRESET', tab: 'boxes', word: 'Add or change boxes' },
  ].filter(({ code }) => codes.includes(code));
  const addresses = codes.some((code) => code === 'NO_ADDRESS' || code === 'ADDRESS_REFUSED');
  if (links.length === 0 && !addresses) return null;
  return (
    <Group gap="sm">
      {links.map(({ code, tab, word }) => (
        <LinkButton key={code} variant="default" size="compact-md" href={paths.postage(tab)}>
          {word}
        </LinkButton>
      ))}
      {addresses ? (
        <Text size="sm" c="dimmed">
          Addresses are mended on the backer’s page: the name in a row leads there.
        </Text>
      ) : null}
    </Group>
  );
}

interface OtherChoicesProps {
  operation: OperationDetail;
  /** What holds until another choice is made. */
  chosen: PurchaseChoice;
}

/** Another box or service: prices are asked again, for the same list of backers. */
function OtherChoices({ operation, chosen }: OtherChoicesProps) {
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState<PurchaseChoice | null>(null);
  const choice = changed ?? chosen;
  const errors = useUserErrors(['presetId', 'carrier', 'service']);
  const [configure, { loading }] = useMutation(LabelPurchaseConfigure);
  const { postage } = usePostage(operation.projectId);
  const close = () => {
    setOpen(false);
    // Opened again it shows what holds by then.
    setChanged(null);
    errors.clear();
  };
  const submit = async () => {
    try {
      const { data } = await configure({
        variables: {
          id: operation.id,
          input: { presetId: choice.presetId, service: serviceInput(choice) },
        },
      });
      if (errors.take(data?.labelPurchaseConfigure.userErrors)) close();
    } catch (error) {
      errors.fail(error);
    }
  };
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={open}
        onClick={open ? close : () => setOpen(true)}
      >
        {open ? 'Keep it as it is' : 'Another box or service, or fresh prices'}
      </Button>
      <Collapse expanded={open}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="sm" pt="sm">
            <FormErrors messages={errors.rest} />
            <PurchaseFields
              presets={postage?.parcelPresets ?? []}
              choice={choice}
              onChange={setChanged}
              error={errors.of}
            />
            <Group gap="xs">
              <Button type="submit" variant="default" loading={loading}>
                Ask for prices again
              </Button>
            </Group>
          </Stack>
        </form>
      </Collapse>
    </div>
  );
}
