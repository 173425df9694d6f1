import { rowOfProject, whether, type Writers } from './filter-condition.sql.ts';

/** Of what the backer was told and given: mails and rewards. */
export const TOLD_WRITERS: Writers = {
  notified: whether(
    'notification t',
    (scope) => `${rowOfProject(scope)} and t.status = 'SENT' and t.kind in ('TRACKING', 'CORRECTION')`,
  ),
  codeAssigned: whether(
    'digital_code t',
    (scope) => `${rowOfProject(scope)} and t.given_at is not null and t.revoked_at is null`,
  ),
};
