/**
 * Names are typed without the accents they are written with, and the other way round: what is searched in and what is
 * searched for are brought to one form, in small letters without accents.
 *
 * Compatible forms (full width, ligatures) fall together as well. Letters that are no letter with a mark to Unicode
 * stand for themselves in its tables, so the common ones are named here. Text that is ASCII, as most is, is only
 * lower-cased. Changing the function means setting the column's expression again: what is stored was made by the old one.
 *
 * Setting it drops what is known of the column's values, without which a search is planned by guesses.
 */
export const searchForm = /* sql */ `
create function search_form(text) returns text language plpgsql immutable strict parallel safe as $$
begin
  if octet_length($1) = length($1) then return lower($1); end if;
  return replace(replace(replace(replace(
    translate(regexp_replace(lower(normalize($1, nfkd)), '[\\u0300-\\u036f]+', '', 'g'), 'øłđðħŧıς’', 'olddhtiσ'''),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
end $$;

alter table backer alter column search set expression as (
  search_form(name || ' ' || email || ' ' || coalesce(pledge_id, '') || ' ' || coalesce(number::text, '') || ' ' ||
              coalesce(order_number, '') || ' ' || coalesce(notes, '')));
do $$ begin if exists (select from backer) then analyze backer (search); end if; end $$;`;
