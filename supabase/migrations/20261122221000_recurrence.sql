-- A rule of recurrence is a small program that every device runs: src/model/recurrence/rule.ts reads it, and takes what is taken here. One
-- without an end, or finer than a day, would keep them busy for ever. Dates are those of the event's own clock: UNTIL is the last day.

create function athro.is_rule(rule text, starts timestamp) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  part text;
  name text;
  given text[] := '{}';
  freq text;
  until text;
begin
  if rule is null then
    return null;
  end if;
  if char_length(rule) > 500 then
    return false;
  end if;
  foreach part in array string_to_array(rule, ';') loop
    name := split_part(part, '=', 1);
    if name = any (given) or (substr(part, char_length(name) + 2) ~ case
      when name = 'FREQ' then '^(DAILY|WEEKLY|MONTHLY|YEARLY)$'
      when name in ('INTERVAL', 'COUNT') then '^[1-9][0-9]{0,2}$'
      when name = 'UNTIL' then '^[0-9]{8}$'
      when name = 'WKST' then '^(MO|TU|WE|TH|FR|SA|SU)$'
      when name = 'BYDAY' then '^(([+-]?([1-9]|[1-4][0-9]|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)(,(?!$)|$))+$'
      when name = 'BYMONTH' then '^([+]?([1-9]|1[0-2])(,(?!$)|$))+$'
      when name = 'BYMONTHDAY' then '^([+-]?([1-9]|[12][0-9]|3[01])(,(?!$)|$))+$'
      when name in ('BYYEARDAY', 'BYSETPOS')
        then '^([+-]?([1-9]|[1-9][0-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-6])(,(?!$)|$))+$'
    end) is not true then
      return false;
    end if;
    given := given || name;
    if name = 'FREQ' then
      freq := split_part(part, '=', 2);
    elsif name = 'UNTIL' then
      until := split_part(part, '=', 2);
    end if;
  end loop;
  if freq is null or ('COUNT' = any (given)) = ('UNTIL' = any (given)) then
    return false;
  end if;
  -- The second Monday of a week, the third day of a week, or the hundredth of a month: RFC 5545 knows no such rule.
  if freq in ('DAILY', 'WEEKLY') and rule ~ 'BYDAY=[^;]*[0-9]'
    or freq = 'WEEKLY' and 'BYMONTHDAY' = any (given)
    or freq <> 'YEARLY' and 'BYYEARDAY' = any (given)
  then
    return false;
  end if;
  -- A day that is in no calendar raises 22008.
  return until is null
    or make_date(substr(until, 1, 4)::integer, substr(until, 5, 2)::integer, substr(until, 7, 2)::integer)
      <= starts + interval '100 years';
end
$$;
comment on function athro.is_rule(text, timestamp) is
  'Whether a text is an RFC 5545 rule by days or more, which ends after 999 times or 100 years at the latest.';
revoke execute on function athro.is_rule(text, timestamp) from public;

alter table public.calendar_events
add constraint calendar_events_rrule_ends check (athro.is_rule(rrule, starts_at));
comment on column public.calendar_events.rrule is 'RFC 5545, without the name RRULE; with COUNT, or with UNTIL as a date of the event''s own clock.';
