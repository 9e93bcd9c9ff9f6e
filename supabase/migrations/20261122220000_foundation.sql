-- The schema `athro` holds what clients may not touch: clocks, the merge, claims. It is not among the API's schemas, and of its
-- functions only the four that `public` wraps can be executed by a signed-in student.

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;

create schema athro;
comment on schema athro is 'The server half of sync. Not exposed: clients come in through public.sync and the reply functions.';
revoke all on schema athro from public;
grant usage on schema athro to authenticated;

-- Hosted Supabase grants everything that is made in public to its API roles. Here nothing is granted but by name.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

-- The only clock of this schema, so that a simulation can replace it in its own database.
create function athro.now() returns timestamptz
language plpgsql volatile parallel safe
set search_path = ''
as $$
begin
  return pg_catalog.clock_timestamp();
end
$$;
comment on function athro.now() is 'The server''s time. Every function of this schema reads it here and nowhere else.';

create function athro.in_ms(moment timestamptz) returns bigint
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return floor(extract(epoch from moment) * 1000)::bigint;
end
$$;
comment on function athro.in_ms(timestamptz) is 'ms since 1970, as clients count.';

-- RFC 9562, version 5. The same as `v5(name, namespace)` of the npm package uuid.
create function athro.uuid_v5(namespace uuid, name text) returns uuid
language sql immutable strict parallel safe
set search_path = ''
as $$
  select encode(set_byte(set_byte(h, 6, get_byte(h, 6) & 15 | 80), 8, get_byte(h, 8) & 63 | 128), 'hex')::uuid
  from (
    select substring(
      extensions.digest(pg_catalog.uuid_send(namespace) || convert_to(name, 'UTF8'), 'sha1') from 1 for 16
    )
  ) as hash (h)
$$;
comment on function athro.uuid_v5(uuid, text) is 'A derived id: the same namespace and name always make the same one.';

-- E3. Products stay below 2^62: 31 bits times a constant of 30.
create function athro.stir(h bigint, part bigint) returns bigint
language plpgsql immutable strict parallel safe
set search_path = ''
as $$
declare
  x bigint := ((h # part) * 739982445) & 2147483647;
begin
  return ((x # (x >> 15)) * 695872825) & 2147483647;
end
$$;

create function athro.digest_of(seq bigint) returns bigint
language plpgsql immutable strict parallel safe
set search_path = ''
as $$
declare
  low bigint := seq & 2147483647;
  high bigint := seq >> 31;
  a bigint := athro.stir(athro.stir(461845907, low), high);
  b bigint := athro.stir(athro.stir(1540483477, high), low);
begin
  return ((a & 33554431) << 23) + (b & 8388607);
end
$$;
comment on function athro.digest_of(bigint) is 'A row version''s share of the digest, in [0, 2^48); src/sync/digest.ts is the same.';

create function athro.digest_moved(digest bigint, from_seq bigint, to_seq bigint) returns bigint
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return (
    digest + 281474976710656
    - case when from_seq = 0 then 0 else athro.digest_of(from_seq) end
    + case when to_seq = 0 then 0 else athro.digest_of(to_seq) end
  ) % 281474976710656;
end
$$;
comment on function athro.digest_moved(bigint, bigint, bigint) is 'The digest with one row version replaced by another; seq 0 stands for no row.';

revoke execute on all functions in schema athro from public;
