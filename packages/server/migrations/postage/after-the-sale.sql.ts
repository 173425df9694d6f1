/** Scan forms know who made them: a project may choose another provider before one is printed. */
export const afterTheSale = /* sql */ `
alter table scan_form add column provider postage_provider;
-- Forms there are already are of whoever sold the labels on them; those that were refused have none.
update scan_form f set provider = l.provider
from (select distinct on (scan_form_id) scan_form_id, provider from label where scan_form_id is not null order by scan_form_id) l
where l.scan_form_id = f.id;
update scan_form f set provider = coalesce((select s.provider from postage_settings s where s.project_id = f.project_id), 'SIMULATOR')
where f.provider is null;
alter table scan_form alter column provider set not null;

-- A refund may be refused weeks after its parcel was voided: that needs a person.
alter type exception_kind add value 'REFUND_REFUSED';
`;
