import { ADDRESS_PATTERN } from '../lib/mail-address.ts';

/** Who asked for no mail, beside a backer `b`: the join that `OUT_OF_REACH` looks at. */
export const SUPPRESSION_OF_BACKER =
  'left join mail_suppression x on x.creator_id = b.creator_id and x.email_key = lower(b.email)';

/** Why a backer `b` cannot be told of parcels: the code of the outcome; null where nothing is in the way. */
export const OUT_OF_REACH = /* sql */ `case
  when b.email = '' then 'NO_EMAIL'
  when b.email !~ '${ADDRESS_PATTERN}' or length(b.email) > 254 then 'BAD_EMAIL'
  when x.email_key is not null then 'UNSUBSCRIBED' end`;
