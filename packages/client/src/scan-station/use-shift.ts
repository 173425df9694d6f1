import { useSessionStorage } from '@mantine/hooks';
import type { ScanAnswer } from './scan-answer.ts';

/** What was done at this station since somebody began. */
export interface Shift {
  since: number;
  done: number;
  already: number;
  trouble: number;
}

const fresh = (): Shift => ({ since: Date.now(), done: 0, already: 0, trouble: 0 });

/** Counts of the shift; they outlive a reload, and begin anew when somebody says so. */
export function useShift(projectId: string) {
  const [shift, setShift] = useSessionStorage<Shift>({
    key: `waybill shift ${projectId}`,
    defaultValue: fresh(),
    getInitialValueInEffect: false,
  });
  return {
    shift,
    count: ({ end }: Pick<ScanAnswer, 'end'>) => {
      if (end !== 'look') setShift((before) => ({ ...before, [end]: before[end] + 1 }));
    },
    uncount: () => setShift((before) => ({ ...before, done: Math.max(0, before.done - 1) })),
    begin: () => setShift(fresh()),
  };
}
