import type { BackerTarget } from '@waybill/schema/backers';
import type {
  DigitalRewardItem,
  DigitalRewardsCheckInput,
  DigitalRewardsSendInput,
} from '@waybill/schema/digital-rewards';

/** How the codes find their backers. */
export type Way = 'UNIQUE' | 'SHARED' | 'ASSIGNED';

/** Who gets it, where the dialog was not opened for somebody. */
export type Whom = 'digital' | 'everyone' | 'segment';

export interface SendForm {
  /** A reward there is already; null for a new one. */
  reward: DigitalRewardItem | null;
  name: string;
  instructions: string;
  way: Way;
  codes: string;
  sharedCode: string;
  assignments: string;
  whom: Whom;
  segmentId: string | null;
  notify: boolean;
}

export function emptyForm(reward: DigitalRewardItem | null): SendForm {
  return {
    reward,
    name: '',
    instructions: '',
    way: reward?.kind ?? 'UNIQUE',
    codes: '',
    sharedCode: '',
    assignments: '',
    whom: 'digital',
    segmentId: null,
    notify: true,
  };
}

/** The ways that are open: a reward keeps its kind, and a file names its own backers. */
export function waysOf(reward: DigitalRewardItem | null, given: BackerTarget | null): Way[] {
  const ways: Way[] =
    reward?.kind === 'SHARED'
      ? ['SHARED']
      : reward
        ? ['UNIQUE', 'ASSIGNED']
        : ['UNIQUE', 'SHARED', 'ASSIGNED'];
  return given ? ways.filter((way) => way !== 'ASSIGNED') : ways;
}

/** Takes another reward, and a way that it allows. */
export function withReward(
  form: SendForm,
  reward: DigitalRewardItem | null,
  given: BackerTarget | null,
): SendForm {
  const ways = waysOf(reward, given);
  return { ...form, reward, way: ways.includes(form.way) ? form.way : (ways[0] ?? 'UNIQUE') };
}

/** What the server checks while it is written; null while there is nothing to check. */
export function checkInput(form: SendForm, given: BackerTarget | null): DigitalRewardsCheckInput | null {
  const { reward, way } = form;
  const base = { rewardId: reward?.id ?? null, kind: way === 'SHARED' ? 'SHARED' : 'UNIQUE' } as const;
  if (way === 'ASSIGNED') return form.assignments.trim() ? { ...base, assignments: form.assignments } : null;
  const target = targetOfForm(form, given);
  if (!target) return null;
  const whom = { target, owedDigital: !given && form.whom === 'digital' };
  if (way === 'UNIQUE') return { ...base, ...whom, codes: form.codes };
  if (!form.sharedCode.trim()) return reward ? { ...base, ...whom } : null;
  return { ...base, ...whom, sharedCode: form.sharedCode };
}

/** What is sent; null while something is missing that no check tells of. */
export function sendInput(
  form: SendForm,
  given: BackerTarget | null,
  autoApply: boolean,
): DigitalRewardsSendInput | null {
  const check = checkInput(form, given);
  if (!check) return null;
  return {
    ...check,
    ...(form.reward ? {} : { name: form.name.trim(), instructions: form.instructions.trim() || null }),
    notify: form.notify,
    autoApply,
  };
}

function targetOfForm({ whom, segmentId }: SendForm, given: BackerTarget | null): BackerTarget | null {
  if (given) return given;
  if (whom === 'segment') return segmentId ? { segmentId } : null;
  return { everyone: true };
}
