import { Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { BackerTarget } from '@waybill/schema/backers';
import type { DigitalRewardItem } from '@waybill/schema/digital-rewards';
import { waysOf, withReward, type SendForm, type Way } from './send-form.ts';

interface RewardStepProps {
  form: SendForm;
  rewards: readonly DigitalRewardItem[];
  given: BackerTarget | null;
  error: (field: string) => string | undefined;
  onChange: (form: SendForm) => void;
}

/** The entry of the list that stands for a reward that is yet to be made. */
const fresh = 'new';

const wayWords: Record<Way, { word: string; about: string }> = {
  UNIQUE: {
    word: 'A code of their own',
    about: 'As many codes as recipients, given in the order of backer numbers.',
  },
  SHARED: { word: 'One code or link for all', about: 'Everybody gets the same.' },
  ASSIGNED: { word: 'A certain code to a certain backer', about: 'A CSV file says who gets which.' },
};

/** What is given: a reward there is already or a new one, and how its codes find their backers. */
export function RewardStep({ form, rewards, given, error, onChange }: RewardStepProps) {
  const ways = waysOf(form.reward, given);
  return (
    <Stack gap="lg">
      {rewards.length > 0 ? (
        <Select
          label="Reward"
          data={[
            { value: fresh, label: 'A new reward' },
            ...rewards.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={form.reward?.id ?? fresh}
          onChange={(id) => onChange(withReward(form, rewards.find((one) => one.id === id) ?? null, given))}
          allowDeselect={false}
          searchable={rewards.length > 8}
        />
      ) : null}
      {form.reward ? (
        form.reward.instructions ? (
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }} lineClamp={4}>
            {form.reward.instructions}
          </Text>
        ) : null
      ) : (
        <TextInput
          label="Name"
          description="Backers read it: on their page and in the mail."
          placeholder="Digital artbook (PDF)"
          required
          withAsterisk={false}
          maxLength={200}
          value={form.name}
          onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
          error={error('name')}
          data-autofocus
        />
      )}
      <Radio.Group
        label="Every recipient gets"
        value={form.way}
        onChange={(way) => onChange({ ...form, way })}
        error={error('kind')}
      >
        <Stack gap="sm" mt="xs">
          {ways.map((way) => (
            <Radio key={way} value={way} label={wayWords[way].word} description={wayWords[way].about} />
          ))}
        </Stack>
      </Radio.Group>
      {form.reward ? null : (
        <Textarea
          label="Instructions"
          description="How to use the code. Optional."
          placeholder="Open store.example.com/redeem and enter the code."
          autosize
          minRows={2}
          maxRows={8}
          maxLength={5000}
          value={form.instructions}
          onChange={(event) => onChange({ ...form, instructions: event.currentTarget.value })}
          error={error('instructions')}
        />
      )}
    </Stack>
  );
}
