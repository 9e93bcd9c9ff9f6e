-- Reading single values of the older Athro's data, as src/model/legacy/FORMAT.md has it: what is imported here and what a device imports
-- become the same records. What PostgreSQL holds is free of NUL and lone surrogates already.

create function athro.legacy_text(value jsonb) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return case when jsonb_typeof(value) = 'string' then btrim(value #>> '{}', E' \t\n\v\f\r') else '' end;
end
$$;
comment on function athro.legacy_text(jsonb) is 'A text without white space at its ends; what is no text is empty.';

create function athro.legacy_athro(written text) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  trimmed text := btrim(written, E' \t\n\v\f\r');
  -- Among the letters that become one of a to z is the Kelvin sign, in browsers.
  bare text := regexp_replace(
    translate(trimmed, U&'ABCDEFGHIJKLMNOPQRSTUVWXYZ\212A', 'abcdefghijklmnopqrstuvwxyzk'), '^athro-?', ''
  );
begin
  bare := case bare
    when 'dt' then 'designtech'
    when 'ict' then 'it'
    when 'mathematics' then 'maths'
    when 'cymraeg' then 'welsh'
    else bare
  end;
  return case
    when bare = any (
      '{english,maths,science,geography,history,rs,languages,designtech,drama,it,business,cookery,media,social,welsh,nature,music,art,pe}'
    ) then 'athro-' || bare
    else trimmed
  end;
end
$$;
comment on function athro.legacy_athro(text) is 'The id of the Athro that old data means; what no Athro of this app is called stays as it is.';

-- A JSON number as browsers read it.
create function athro.legacy_number(value jsonb) returns double precision
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  exact numeric;
begin
  if jsonb_typeof(value) is distinct from 'number' then
    return null;
  end if;
  exact := value::numeric;
  return case
    when abs(exact) > 1.7976931348623157e308 then 'infinity'
    -- Too small for PostgreSQL's conversion; all that is asked of such a number is its sign.
    when abs(exact) < 1e-320 then sign(exact)::double precision * 1e-300
    else exact::double precision
  end;
end
$$;

create function athro.legacy_id(value jsonb) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  number double precision := athro.legacy_number(value);
begin
  return case
    when jsonb_typeof(value) = 'string' then value #>> '{}'
    when number = trunc(number) and abs(number) <= 9007199254740991 then number::bigint::text
    else ''
  end;
end
$$;
comment on function athro.legacy_id(jsonb) is 'An id of the older Athro as text: a text, or a whole number written out; else empty.';

create function athro.legacy_level(value jsonb) returns integer
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  level double precision := athro.legacy_number(value);
begin
  return case when level between 0 and 10 then floor(level::text::numeric + 0.5)::integer end;
end
$$;
comment on function athro.legacy_level(jsonb) is 'Confidence: a number from 0 to 10, halves rounded up; else null.';

create function athro.legacy_wall(ms bigint) returns timestamp
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return to_timestamp(floor(ms / 1000.0)) at time zone 'Europe/London';
end
$$;
comment on function athro.legacy_wall(bigint) is 'What the clock shows in London, to the second.';

create function athro.legacy_instant(value jsonb) returns bigint
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  number double precision := floor(athro.legacy_number(value));
  part text[];
  clock bigint;
  shift bigint;
begin
  if number is not null then
    return case when abs(number) <= 9007199254740991 then number::bigint end;
  elsif jsonb_typeof(value) is distinct from 'string' then
    return null;
  end if;
  part := regexp_match(
    value #>> '{}',
    '^([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,6}))?)?'
    '(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?$'
  );
  -- Only years that an instant in use can have: make_date raises on others, and on a day that does not exist.
  if part is null or part[1]::integer not between 1900 and 2300 or part[2]::integer not between 1 and 12
    or part[3]::integer not between 1 and date_part(
      'day', make_date(part[1]::integer, part[2]::integer, 1) + interval '1 month' - interval '1 day'
    )
  then
    return null;
  end if;
  clock := (make_date(part[1]::integer, part[2]::integer, part[3]::integer) - date '1970-01-01') * 86400000::bigint
    + part[4]::integer * 3600000 + part[5]::integer * 60000 + coalesce(part[6]::integer, 0) * 1000
    + substr(rpad(coalesce(part[7], ''), 3, '0'), 1, 3)::integer;
  if part[8] is null then
    -- The later of two where the clock went back; as if it had not gone forward, for a time that it left out.
    return case
      when athro.legacy_wall(clock) = to_timestamp(floor(clock / 1000.0)) at time zone 'UTC' then clock
      when athro.legacy_wall(clock - 3600000) = to_timestamp(floor(clock / 1000.0)) at time zone 'UTC' then clock - 3600000
      else clock
    end;
  elsif part[8] = 'Z' then
    return clock;
  end if;
  shift := substr(part[8], 2, 2)::integer * 3600000 + substr(part[8], 5, 2)::integer * 60000;
  return case when part[8] like '-%' then clock + shift else clock - shift end;
end
$$;
comment on function athro.legacy_instant(jsonb) is 'The instant that an old value names, in ms since 1970; null for what is no date.';

-- A text in UTF-16 units, in which browsers count.
create function athro.legacy_units(value text) returns integer
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return char_length(value) + char_length(regexp_replace(value, '[^\U00010000-\U0010ffff]', '', 'g'));
end
$$;

-- titleFrom() of src/model/text.ts. The white space is what browsers trim.
create function athro.legacy_title(content text) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  blank constant text :=
    U&'\0009\000A\000B\000C\000D \00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF';
  line text := rtrim(split_part(ltrim(content, blank), E'\n', 1), blank);
  cut text;
  word text;
begin
  if octet_length(line) <= 60 or athro.legacy_units(left(line, 61)) <= 60 then
    return line;
  end if;
  cut := left(line, 59);
  while athro.legacy_units(cut) > 59 loop
    cut := left(cut, -1);
  end loop;
  word := left(cut, -strpos(reverse(cut), ' '));
  if strpos(cut, ' ') > 0 and athro.legacy_units(word) > 30 then
    cut := word;
  end if;
  return rtrim(cut, blank) || '…';
end
$$;
comment on function athro.legacy_title(text) is 'The first line of a message, shortened for a title; empty if there is nothing in it but white space.';

-- Pieces of at most 10,000 characters, cut after a line break or a space in their second half. Put together they are the content.
create function athro.legacy_pieces(content text) returns text[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  pieces text[] := '{}';
  rest text := content;
  piece text;
  after integer;
begin
  if char_length(content) <= 16000 and octet_length(to_json(content)::text) - 2 <= 60000 then
    return array[content];
  end if;
  while char_length(rest) > 10000 loop
    piece := left(rest, 10000);
    after := strpos(reverse(piece), E'\n');
    if after not between 1 and 5001 then
      after := strpos(reverse(piece), ' ');
    end if;
    if after between 1 and 5001 then
      piece := left(piece, 10001 - after);
    end if;
    pieces := pieces || piece;
    rest := substr(rest, char_length(piece) + 1);
  end loop;
  return pieces || rest;
end
$$;
comment on function athro.legacy_pieces(text) is 'A message as this server can hold it: whole, or in pieces.';

-- Whether a preference that this app does not know can be kept: no numbers or keys that browsers trip over, not too deep, not too large.
create function athro.is_legacy_value_safe(value jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  written text := value::text;
begin
  return octet_length(written) <= 120000
    and strpos(written, '"__proto__": ') = 0
    and not jsonb_path_exists(value, 'strict $.**{24 to last} ? (@.type() == "object" || @.type() == "array")')
    and not jsonb_path_exists(
      value, '$.** ? (@.type() == "number" && (@ > 1.7976931348623157e308 || @ < -1.7976931348623157e308))'
    )
    -- Without the spaces that jsonb is written with.
    and octet_length(written) - (
      select coalesce(sum(case jsonb_typeof(v)
        when 'array' then greatest(jsonb_array_length(v) - 1, 0)
        else greatest(2 * (select count(*) from jsonb_object_keys(v)) - 1, 0)
      end), 0)
      from jsonb_path_query(value, 'strict $.** ? (@.type() == "object" || @.type() == "array")') v
    ) <= 60000;
end
$$;

revoke execute on all functions in schema athro from public;
