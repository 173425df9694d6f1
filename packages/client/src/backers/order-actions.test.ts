import { describe, expect, it } from 'vitest';
import { countTarget, leftAlone, obstacles, parcelObstacle } from './order-actions.ts';

const hold = { reason: 'Address to be confirmed' };
const ready = { status: 'READY_TO_FULFILL', hold: null } as const;
const held = { ...ready, hold };
const fulfilled = { status: 'FULFILLED', hold: null } as const;
const early = { status: 'SURVEY_COMPLETED', hold: null } as const;
const canceled = { status: 'CANCELED', hold: null } as const;

describe('what can be done with one order', () => {
  it('marks in Start Shipping only, and says why elsewhere', () => {
    expect(obstacles(ready)).toEqual({
      mark: null,
      force: null,
      revert: 'Nothing was marked yet',
      hold: null,
      release: 'This order is not on hold',
      lock: 'The address is locked already',
    });
    expect(obstacles(early).mark).toMatch(/Start Shipping/);
    expect(obstacles(fulfilled).mark).toMatch(/already/);
  });

  it('forces past a hold and an unfinished survey, never past a cancellation', () => {
    expect(obstacles(held).mark).toBe('On hold: Address to be confirmed');
    expect(obstacles(held).force).toBeNull();
    expect(obstacles(early).force).toBeNull();
    expect(obstacles(canceled).force).toMatch(/canceled/);
  });

  it('holds what is not through yet, and releases what is held', () => {
    expect(obstacles(early).hold).toBeNull();
    expect(obstacles(held).release).toBeNull();
    expect(obstacles(fulfilled).hold).toMatch(/already/);
    expect(obstacles(canceled).hold).toMatch(/canceled/);
  });

  it('locks the address once the survey is answered', () => {
    expect(obstacles(early).lock).toBeNull();
    expect(obstacles({ ...early, hold }).lock).toMatch(/On hold/);
    expect(obstacles({ status: 'SURVEY_NOT_SENT', hold: null }).lock).toMatch(/survey/);
    expect(obstacles(canceled).lock).toMatch(/canceled/);
  });

  it('adds a parcel where something was sent', () => {
    expect(parcelObstacle(fulfilled, 0)).toBeNull();
    expect(parcelObstacle({ status: 'PARTIALLY_FULFILLED' }, 0)).toBeNull();
    expect(parcelObstacle(ready, 1)).toBeNull();
    expect(parcelObstacle(ready, 0)).toMatch(/mark it/);
    expect(parcelObstacle(canceled, 1)).toMatch(/canceled/);
  });

  it('reverts what was marked', () => {
    expect(obstacles(fulfilled).revert).toBeNull();
    expect(obstacles(early).revert).not.toBeNull();
  });
});

describe('what a bulk action would change', () => {
  const counts = countTarget([ready, ready, held, fulfilled, early, canceled]);

  it('adds up to everyone ticked', () => {
    expect(counts).toEqual({ selected: 6, ready: 2, held: 1, fulfilled: 1, canceled: 1 });
  });

  it('names those it leaves alone', () => {
    expect(leftAlone(counts, String)).toEqual([
      '1 already fulfilled',
      '1 not in Start Shipping',
      '1 on hold',
      '1 canceled',
    ]);
    expect(leftAlone(countTarget([ready]), String)).toEqual([]);
  });
});
