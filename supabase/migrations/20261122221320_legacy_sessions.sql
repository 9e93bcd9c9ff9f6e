-- The older Athro's rows as records, some of one student's at a time. src/model/legacy/FORMAT.md says what they become; they enter as a
-- device's import would bring them (M4): at stamp 0, and only where no row is, not even a tombstone.
--
-- Each function takes the waiting rows that it is given, numbers what it inserts from the clock on, marks the rows as dealt with, notes on
-- each what of it was left out, and gives the clock. The caller holds the student's clock.

-- Sum of athro.digest_of(seq) for new row versions, without a call for each.
create function athro.digest_extended(digest bigint, from_seq bigint, to_seq bigint) returns bigint
language sql immutable parallel safe
set search_path = ''
as $$
  select ((digest + coalesce(sum(((a.x & 33554431) << 23) + (b.x & 8388607)), 0)) % 281474976710656)::bigint
  from (
    select s & 2147483647 as low, s >> 31 as high from generate_series(from_seq + 1, to_seq) s
  ) part
  cross join lateral (select ((461845907 # part.low) * 739982445) & 2147483647 as x offset 0) a1
  cross join lateral (select ((a1.x # (a1.x >> 15)) * 695872825) & 2147483647 as x offset 0) a2
  cross join lateral (select ((a2.x # part.high) * 739982445) & 2147483647 as x offset 0) a3
  cross join lateral (select ((a3.x # (a3.x >> 15)) * 695872825) & 2147483647 as x offset 0) a
  cross join lateral (select ((1540483477 # part.high) * 739982445) & 2147483647 as x offset 0) b1
  cross join lateral (select ((b1.x # (b1.x >> 15)) * 695872825) & 2147483647 as x offset 0) b2
  cross join lateral (select ((b2.x # part.low) * 739982445) & 2147483647 as x offset 0) b3
  cross join lateral (select ((b3.x # (b3.x >> 15)) * 695872825) & 2147483647 as x offset 0) b
$$;
comment on function athro.digest_extended(bigint, bigint, bigint) is 'The digest with the row versions after one seq up to another added.';

-- The first of some times that something can have been written at.
create function athro.legacy_written(variadic moments timestamptz[]) returns timestamptz
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  moment timestamptz;
begin
  foreach moment in array moments loop
    if moment >= timestamptz '2000-01-01 00:00:00Z' and moment < timestamptz '2100-01-01 00:00:00Z' then
      return date_trunc('milliseconds', moment);
    end if;
  end loop;
  return null;
end
$$;

-- What a device's import would leave in a new row's stamps, by group.
create function athro.legacy_stamps(seq bigint, mid uuid, variadic field_groups text[]) returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_object_agg(g, jsonb_build_array(0, seq, mid, 'legacy-import')) from unnest(field_groups) g
$$;

create function athro.import_legacy_sessions(student uuid, batch uuid[], moment timestamptz, seq bigint) returns bigint
language plpgsql
set search_path = ''
-- One plan for all batches, made perhaps when the new tables were empty: it must not read them from end to end.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  blank constant text :=
    U&'\0009\000A\000B\000C\000D \00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF';
  made bigint;
begin
  with old as materialized (
    select
      t.id as row_id, athro.legacy_athro(t.athro_id) as athro_id, athro.legacy_written(t.created_at, t.updated_at) as written,
      nullif(t.session_id, '') as session_id, t.is_active is distinct from false as is_active,
      least(athro.legacy_written(t.updated_at, t.created_at), moment) as updated_at,
      case when jsonb_typeof(t.messages) = 'array' then t.messages end as messages,
      -- Of a session that is there twice, an archived copy tells what it is.
      row_number() over (order by t.is_active is distinct from false, t.created_at, t.id) as turn
    from athro_legacy.chat_sessions t
    where t.id = any (batch)
  ),
  places as materialized (
    select o.*, coalesce(o.athro_id <> '' and char_length(o.athro_id) <= 180, false) as is_placed, athro.uuid_v5(
      'a3d8f2b4-5c16-5e07-9b3a-6d1e0c9f4a71',
      o.athro_id || E'\n' || coalesce(o.session_id, '@' || coalesce(athro.in_ms(o.written)::text, ''))
    ) as session_id_new
    from old o
  ),
  entries as materialized (
    select p.row_id, p.turn, p.session_id_new as session_id, e.n, e.value ->> 'role' as role, e.value ->> 'content' as content,
      coalesce(
        e.value -> 'role' in ('"user"', '"assistant"', '"system"') and jsonb_typeof(e.value -> 'content') = 'string', false
      ) as is_message
    from places p
    cross join lateral jsonb_array_elements(p.messages) with ordinality e (value, n)
    where p.is_placed
  ),
  said as materialized (
    select e.*,
      row_number() over (partition by e.row_id, e.role, e.content collate "C" order by e.n) - 1 as before
    from entries e
    where e.is_message and e.content <> ''
  ),
  titles as (
    select t.row_id, athro.legacy_title(t.content) as title
    from (
      select distinct on (s.row_id) s.row_id, s.content
      from said s where ltrim(s.content, blank) <> ''
      order by s.row_id, s.role <> 'user', s.n
    ) t
  ),
  sessions as materialized (
    select distinct on (p.session_id_new) p.*, coalesce(t.title, '…') as title
    from places p
    left join titles t on t.row_id = p.row_id
    where exists (select from said s where s.row_id = p.row_id)
      and not exists (select from public.chat_sessions c where c.user_id = student and c.id = p.session_id_new)
    order by p.session_id_new, p.turn
  ),
  -- The offsets keep each step from being worked out again wherever the next one names it.
  identified as materialized (
    select s.*, i.id as message_id
    from said s
    cross join lateral (
      select substring(extensions.digest(
        uuid_send(s.session_id) || convert_to(s.role || E'\n' || s.before || E'\n' || s.content, 'UTF8'), 'sha1'
      ) from 1 for 16) as h offset 0
    ) d
    cross join lateral (
      select encode(set_byte(set_byte(d.h, 6, get_byte(d.h, 6) & 15 | 80), 8, get_byte(d.h, 8) & 63 | 128), 'hex')::uuid as id offset 0
    ) i
  ),
  pieces as materialized (
    select i.row_id, i.turn, i.session_id, i.role, p.content,
      case when p.k = 1 then i.message_id else athro.uuid_v5(i.message_id, (p.k - 1)::text) end as id,
      row_number() over (partition by i.row_id order by i.n, p.k) - 1 as place
    from identified i
    cross join lateral unnest(
      case when octet_length(i.content) <= 10000 then array[i.content] else athro.legacy_pieces(i.content) end
    ) with ordinality p (content, k)
  ),
  absent as materialized (
    select distinct on (p.id) p.*, coalesce(c.purged, false) as is_gone
    from pieces p
    left join public.chat_sessions c on c.user_id = student and c.id = p.session_id
    where not exists (select from public.chat_messages m where m.user_id = student and m.id = p.id)
    order by p.id, p.turn, p.place
  ),
  -- In the order in which they were said.
  numbered as materialized (
    select x.id, import_legacy_sessions.seq + row_number() over (order by x.turn, x.place) as seq
    from (
      select s.session_id_new as id, s.turn, -1 as place from sessions s
      union all
      select a.id, a.turn, a.place from absent a where not a.is_gone
    ) x
  ),
  new_sessions as (
    insert into public.chat_sessions (user_id, id, seq, stamps, athro_id, created_at, title, is_active, updated_at)
    select
      student, n.id, n.seq, athro.legacy_stamps(n.seq, n.id, 'origin', 'title', 'active', 'deleted'), s.athro_id,
      coalesce(s.written, timestamptz '2020-01-01 00:00:00Z'), s.title, s.is_active, coalesce(s.updated_at, moment)
    from sessions s join numbered n on n.id = s.session_id_new
  ),
  new_messages as (
    insert into public.chat_messages
      (user_id, id, seq, stamps, session_id, role, content, order_key, wants_reply, created_at)
    select
      student, n.id, n.seq,
      jsonb_build_object('deleted', jsonb_build_array(0, n.seq, n.id, 'legacy-import')),
      a.session_id, a.role, a.content, a.place, false, coalesce(p.written, timestamptz '2020-01-01 00:00:00Z')
    from absent a
    join numbered n on n.id = a.id
    join places p on p.row_id = a.row_id
  ),
  problems (row_id, reason, n, place) as (
    select p.row_id, case when p.messages is null then 'shape' else 'athro' end, 0, case when p.messages is null then '' else 'athroId' end
    from places p where p.messages is null or not p.is_placed
    union all
    select e.row_id, 'message', e.n, 'messages[' || e.n - 1 || ']' from entries e where not e.is_message
    union all
    select a.row_id, 'gone', a.place, a.id::text from absent a where a.is_gone
  ),
  reports as (
    select r.row_id, jsonb_agg(jsonb_build_object('reason', r.reason, 'count', r.count, 'places', r.places) order by r.reason) as left_out
    from (
      select q.row_id, q.reason, count(*) as count, (array_agg(q.place order by q.n))[1:20] as places
      from problems q group by q.row_id, q.reason
    ) r
    group by r.row_id
  ),
  marked as (
    update athro_legacy.chat_sessions t
    set athro_moved_at = moment, athro_left_out = (select r.left_out from reports r where r.row_id = t.id)
    where t.id = any (batch)
  )
  select count(*) into made from numbered;
  return seq + made;
end
$$;

revoke execute on all functions in schema athro from public;
