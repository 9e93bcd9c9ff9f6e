-- Reading one mutation. What is wrong with it is raised with a code of class AT, which rejects this mutation and no other (P4):
--
--   AT400  malformed: not an object of the agreed shape, a bad UUID, a stamp that is no whole number from 0 to 2^53 - 1
--   AT404  a table that this server does not have
--   AT409  a message with this id is there, with other content
--   AT410  there is no such record (any more), and the mutation does not make one
--   AT413  more than 65,536 bytes, or nested deeper than 32
--   AT422  a value, column or group that this app's rules do not allow

create type athro.mutation as (
  mid uuid,
  table_name text,
  id uuid,
  -- `set`: values by column, by group.
  groups jsonb,
  base jsonb,
  stamp bigint,
  -- Of the groups that were written at another time than `stamp`, the latest of all.
  stamps jsonb,
  -- Of the groups that a restored server lacked: who wrote them (E1).
  devices jsonb,
  -- Of the groups whose value the same device had written before: the stamps of those values, ascending.
  over jsonb
);

create function athro.stamp_of(m athro.mutation, field_group text) returns bigint
language plpgsql immutable
set search_path = ''
as $$
begin
  return coalesce((m.stamps ->> field_group)::bigint, m.stamp);
end
$$;

create function athro.device_of(m athro.mutation, field_group text, sender text) returns text
language plpgsql immutable
set search_path = ''
as $$
begin
  return coalesce(m.devices ->> field_group, sender);
end
$$;
comment on function athro.device_of(athro.mutation, text, text) is
  'Who wrote a group: the sender, or whom it was lost from when the server was restored (E1).';

create function athro.write_of(m athro.mutation, field_group text, rev bigint, sender text) returns jsonb
language plpgsql immutable
set search_path = ''
as $$
begin
  return jsonb_build_array(athro.stamp_of(m, field_group), rev, m.mid, athro.device_of(m, field_group, sender))
    || case when m.over ? field_group then jsonb_build_array(m.over -> field_group) else '[]' end;
end
$$;
comment on function athro.write_of(athro.mutation, text, bigint, text) is
  'A group''s write as a row keeps it in its stamps: [stamp, rev, mutation, device], and the stamps of what it was written over.';

-- The same fingerprint is the same edit of a group, sent again, whatever else travels with it.
create function athro.fingerprint(m athro.mutation, field_group text) returns bigint
language plpgsql immutable
set search_path = ''
as $$
begin
  return pg_catalog.hashtextextended(
    jsonb_build_array(m.mid, field_group, athro.stamp_of(m, field_group), m.groups -> field_group)::text, 0
  );
end
$$;

-- The same print is the same write of a group, whatever it held.
create function athro.print_of(device text, field_group text, stamp bigint) returns bigint
language plpgsql immutable
set search_path = ''
as $$
begin
  return pg_catalog.hashtextextended(jsonb_build_array(device, field_group, stamp)::text, 0);
end
$$;

create function athro.prints_over(m athro.mutation, field_group text, sender text) returns bigint[]
language plpgsql immutable
set search_path = ''
as $$
begin
  return array(
    select athro.print_of(athro.device_of(m, field_group, sender), field_group, o::bigint)
    from jsonb_array_elements_text(coalesce(m.over -> field_group, '[]')) o
    where o::bigint < athro.stamp_of(m, field_group)
  );
end
$$;
comment on function athro.prints_over(athro.mutation, text, text) is
  'The writes of its own device that the mutation was made over (M3), as prints.';

create function athro.is_uuid(value jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  -- As clients write it: PostgreSQL would also take braces and capitals, and give the record another name than the device did.
  return jsonb_typeof(value) = 'string'
    and value #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
end
$$;

create function athro.is_safe_integer(value jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return case when jsonb_typeof(value) = 'number'
    then value::numeric = trunc(value::numeric) and abs(value::numeric) <= 9007199254740991
    else false
  end;
end
$$;

-- Whether a value is of the kind that a column holds, false for no column. Null is for the table's constraints to judge. PostgreSQL's own input is more
-- liberal than devices are: it takes "yes" for true, and "now" or "infinity" for a time.
create function athro.fits(kind text, value jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return case
    when kind is null then false
    when kind = 'json' or jsonb_typeof(value) = 'null' then true
    when kind = 'uuid' then athro.is_uuid(value)
    when kind = 'integer' then athro.is_safe_integer(value)
    when kind = 'boolean' then jsonb_typeof(value) = 'boolean'
    when jsonb_typeof(value) <> 'string' then false
    when kind = 'text' then true
    when kind = 'wall' then value #>> '{}' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$'
    when kind = 'instant' then value #>> '{}' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$'
    else false
  end;
end
$$;

-- A number of a few characters can stand for a hundred thousand digits, which PostgreSQL would write out for every device. The first
-- look, at the text as it came, lets nearly everything pass: a number that long, or with an exponent of three digits, is rare.
create function athro.refuse_wild_numbers(raw text, m jsonb) returns void
language plpgsql
set search_path = ''
as $$
begin
  if raw ~ '[\[:,\s]-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{3}|[0-9]{250}' and (
    regexp_replace(raw, '"(\\.|[^"\\])*"', '', 'g') ~ '[eE][+-]?[0-9]{4}'
    or jsonb_path_exists(
      m, '$.** ? (@.type() == "number" && (@ > 1.7976931348623157e308 || @ < -1.7976931348623157e308))'
    )
  ) then
    raise exception using errcode = 'AT422', message = 'a number beyond what clients can hold';
  end if;
end
$$;

create function athro.read_mutation(raw text) returns athro.mutation
language plpgsql
set search_path = ''
as $$
declare
  m jsonb;
  written text;
  parsed athro.mutation;
begin
  if octet_length(raw) > 65536 then
    raise exception using errcode = 'AT413', message = 'too many bytes';
  end if;
  m := raw::jsonb;
  perform athro.refuse_wild_numbers(raw, m);
  if jsonb_path_exists(m, 'strict $.**{32 to last} ? (@.type() == "object" || @.type() == "array")') then
    raise exception using errcode = 'AT413', message = 'nested too deep';
  end if;
  if jsonb_typeof(m) <> 'object'
    or athro.is_uuid(m -> 'mid') is not true
    or athro.is_uuid(m -> 'id') is not true
    or jsonb_typeof(m -> 'table') is distinct from 'string'
    or jsonb_typeof(m -> 'set') is distinct from 'object'
    or jsonb_typeof(m -> 'base') is distinct from 'object'
    or athro.is_safe_integer(m -> 'stamp') is not true
    or jsonb_typeof(coalesce(m -> 'stamps', '{}')) <> 'object'
    or jsonb_typeof(coalesce(m -> 'devices', '{}')) <> 'object'
    or jsonb_typeof(coalesce(m -> 'over', '{}')) <> 'object'
  then
    raise exception using errcode = 'AT400', message = 'not a mutation';
  end if;
  if m -> 'set' = '{}'
    or (m ->> 'stamp')::numeric < 0
    or exists (
      select from jsonb_each(m -> 'base') b
      where case when athro.is_safe_integer(b.value) then b.value::numeric < 0 else true end
    )
    or exists (
      select from jsonb_each(coalesce(m -> 'stamps', '{}')) s
      where not (m -> 'set' ? s.key)
        or case
          when athro.is_safe_integer(s.value) then s.value::numeric not between 0 and (m ->> 'stamp')::numeric
          else true
        end
    )
    or exists (
      select from jsonb_each(coalesce(m -> 'over', '{}')) o
      where not (m -> 'set' ? o.key)
        or case when jsonb_typeof(o.value) = 'array'
          then jsonb_array_length(o.value) not between 1 and 16 or exists (
            select from jsonb_array_elements(o.value) s
            where case when athro.is_safe_integer(s.value) then s.value::numeric < 0 else true end
          )
          else true
        end
    )
    or exists (
      select from jsonb_each(coalesce(m -> 'devices', '{}')) d
      where not (m -> 'set' ? d.key)
        or jsonb_typeof(d.value) <> 'string'
        or d.value #>> '{}' !~ '^[A-Za-z0-9_-]{1,64}$'
    )
  then
    raise exception using errcode = 'AT400', message = 'not a mutation';
  end if;
  written := m::text;
  -- A quote inside a string is written with a backslash, so this finds keys and no values. As a key it is a trap for JavaScript.
  if strpos(written, '"__proto__": ') > 0 or m ? 'user_id' then
    raise exception using errcode = 'AT422', message = 'a key that is not allowed';
  end if;
  if octet_length(written) > 131072 then
    raise exception using errcode = 'AT413', message = 'too many bytes when written out';
  end if;

  parsed.mid := m ->> 'mid';
  parsed.table_name := m ->> 'table';
  parsed.id := m ->> 'id';
  parsed.groups := m -> 'set';
  parsed.base := m -> 'base';
  parsed.stamp := (m ->> 'stamp')::numeric;
  parsed.stamps := coalesce(m -> 'stamps', '{}');
  parsed.devices := coalesce(m -> 'devices', '{}');
  parsed.over := coalesce(m -> 'over', '{}');
  return parsed;
end
$$;

-- The known columns that a mutation sets, all groups together, after a look at each group and column.
create function athro.known_values(m athro.mutation) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  found_values jsonb := '{}';
  given record;
  known athro.field_groups;
begin
  if not exists (select from athro.field_groups f where f.table_name = m.table_name) then
    raise exception using errcode = 'AT404', message = 'unknown table';
  end if;
  for given in select g.key as name, g.value as columns from jsonb_each(m.groups) g loop
    if jsonb_typeof(given.columns) <> 'object' or given.columns = '{}' then
      raise exception using errcode = 'AT400', message = 'a group is an object of columns';
    end if;
    select f.* into known from athro.field_groups f
    where f.table_name = m.table_name and f.field_group = given.name;
    if not found then
      perform athro.check_unknown_group(m.table_name, given.name);
    elsif known.kind = 'server' then
      raise exception using errcode = 'AT422', message = 'only the server writes this';
    elsif exists (
      select from jsonb_each(given.columns) c
      where not athro.fits(known.holds[array_position(known.columns, c.key)], c.value)
    ) then
      raise exception using errcode = 'AT422', message = 'an unknown column, or a value of another kind';
    elsif given.columns -> 'deleted' = 'null' then
      raise exception using errcode = 'AT422', message = 'deleted is true or false';
    else
      found_values := found_values || given.columns;
    end if;
  end loop;
  return found_values;
end
$$;

-- A group of a newer client is kept as it came (O6), under a name that means nothing yet, here or to JavaScript.
create function athro.check_unknown_group(in_table text, name text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if in_table = 'superseded'
    or name !~ '^[a-z][a-z0-9_]{0,62}$'
    or name in (
      'constructor', 'user_id', 'id', 'seq', 'stamps', 'extra', 'deleted_at', 'purged', 'merged', 'updated_at'
    )
    or exists (select from athro.field_groups f where f.table_name = in_table and name = any (f.columns))
  then
    raise exception using errcode = 'AT422', message = 'a group that is not allowed';
  end if;
end
$$;

revoke execute on all functions in schema athro from public;
