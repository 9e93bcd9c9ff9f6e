-- Records as a merge makes and writes them. The caller holds the student's clock (O1).

-- Where a merge takes place.
create type athro.context as (
  student uuid,
  device text,
  moment timestamptz
);

create type athro.merged as (
  -- 'applied', or 'restamp' (P5).
  status text,
  -- The seq at which a device holds all that the merge left: the row, and the superseded row if the mutation lost.
  ack bigint,
  -- The clock and the digest afterwards.
  seq bigint,
  digest bigint,
  -- Whether there is now something that will have to be purged.
  expires boolean,
  -- The session in which a message arrived.
  session_id uuid
);

create function athro.pick(fields jsonb, names text[]) returns jsonb
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return (select coalesce(jsonb_object_agg(n, fields -> n), '{}') from unnest(names) n);
end
$$;

create function athro.differ(mine jsonb, theirs jsonb) returns boolean
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return exists (select from jsonb_each(mine) m where m.value is distinct from theirs -> m.key);
end
$$;
comment on function athro.differ(jsonb, jsonb) is 'Whether a group''s values are others than those that are there, as far as they are given.';

-- A record of something that was purged would be seen nowhere: better refused, so that the device keeps it and says so.
create function athro.check_parent(student uuid, in_table text, known jsonb) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if in_table = 'chat_messages' and exists (
    select from public.chat_sessions s
    where s.user_id = student and s.id = (known ->> 'session_id')::uuid and s.purged
  ) or in_table = 'calendar_overrides' and exists (
    select from public.calendar_events e
    where e.user_id = student and e.id = (known ->> 'event_id')::uuid and e.purged
  ) then
    raise exception using errcode = 'AT410', message = 'what it belongs to was deleted for good';
  end if;
end
$$;

create function athro.has_origin(m athro.mutation) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  return exists (
    select from athro.field_groups f
    where f.table_name = m.table_name and f.kind in ('origin', 'body') and m.groups ? f.field_group
  );
end
$$;
comment on function athro.has_origin(athro.mutation) is 'Whether a mutation can make the record that it is about.';

-- Writes named columns of one row; the names come from the registry and from here.
create function athro.write_record(in_table text, fields jsonb, is_new boolean, reset text[] default '{}') returns void
language plpgsql
set search_path = ''
as $$
declare
  names text;
  defaults text;
begin
  if is_new and in_table = 'chat_messages' then
    -- What devices send most of all: a plan that is kept costs a third of one that is made anew for each.
    insert into public.chat_messages (
      user_id, id, seq, stamps, deleted, extra, deleted_at, merged,
      session_id, role, content, order_key, question_id, attempt, wants_reply, created_at,
      replaces, ended, written_by, shown_attempt
    )
    select
      r.user_id, r.id, r.seq, r.stamps, coalesce(r.deleted, false), r.extra, r.deleted_at, r.merged,
      r.session_id, r.role, r.content, r.order_key, r.question_id, r.attempt,
      case when fields ? 'wants_reply' then r.wants_reply else false end, r.created_at,
      r.replaces, r.ended, r.written_by, r.shown_attempt
    from jsonb_populate_record(null::public.chat_messages, fields) r;
    return;
  end if;
  names := (select string_agg(quote_ident(k), ', ') from jsonb_object_keys(fields) k);
  if is_new then
    execute format(
      'insert into public.%1$I (%2$s) select %2$s from jsonb_populate_record(null::public.%1$I, $1)', in_table, names
    ) using fields;
  else
    defaults := (
      select coalesce(string_agg(format(', %I = default', c), ''), '') from unnest(reset) c where not fields ? c
    );
    execute format(
      'update public.%1$I t set (%2$s) = (select %2$s from jsonb_populate_record(null::public.%1$I, $1))%3$s '
      'where t.user_id = ($1 ->> ''user_id'')::uuid and t.id = ($1 ->> ''id'')::uuid',
      in_table, names, defaults
    ) using fields;
  end if;
end
$$;

-- P3. What a row remembers of the edits merged into it, and of what their devices had written before. Without that, one whose
-- acknowledgement was lost, or that was long on its way, and whose value another device has knowingly replaced since, would look like
-- that device's rival when it comes again. Nothing of the kind can happen to an import, a message's body or a draft (M4, M1, M6).
create function athro.remembered(m athro.mutation, before jsonb, name text, sender text) returns jsonb
language plpgsql immutable
set search_path = ''
as $$
declare
  memory jsonb := case when jsonb_typeof(before) = 'array' then before else '[]' end;
  field_group text;
  print bigint;
begin
  if m.stamp = 0 or m.groups - 'body' = '{}' or (m.table_name = 'preferences' and name like 'draft:%') then
    return before;
  end if;
  for field_group in select jsonb_object_keys(m.groups - 'body') loop
    foreach print in array athro.prints_over(m, field_group, sender) || athro.fingerprint(m, field_group) loop
      if not memory @> to_jsonb(print) then
        memory := memory || to_jsonb(print);
      end if;
    end loop;
  end loop;
  while jsonb_array_length(memory) > 256 loop
    memory := memory - 0;
  end loop;
  return memory;
end
$$;

create function athro.is_settled(m athro.mutation, field_group text, memory jsonb, sender text) returns boolean
language plpgsql immutable
set search_path = ''
as $$
begin
  return athro.stamp_of(m, field_group) = 0
    or coalesce(memory @> to_jsonb(athro.fingerprint(m, field_group)), false)
    or coalesce(memory @> to_jsonb(
      athro.print_of(athro.device_of(m, field_group, sender), field_group, athro.stamp_of(m, field_group))
    ), false);
end
$$;
comment on function athro.is_settled(athro.mutation, text, jsonb, text) is
  'Whether a group of a record that is there needs no more merging: it was merged before, or its own device has written over it (P3), '
  'or is an import (M4).';

create function athro.insert_record(m athro.mutation, known jsonb, here athro.context, seq bigint, digest bigint)
returns athro.merged
language plpgsql
set search_path = ''
as $$
declare
  made athro.merged;
  fields jsonb;
begin
  if not athro.has_origin(m) then
    raise exception using errcode = 'AT410', message = 'no such record';
  end if;
  perform athro.check_parent(here.student, m.table_name, known);
  if m.table_name = 'chat_messages' then
    if (known ->> 'order_key')::numeric > athro.in_ms(here.moment) + 86400000 then
      raise exception using errcode = 'AT422', message = 'the order key is too far ahead';
    end if;
    made.session_id := known ->> 'session_id';
  end if;

  made.status := 'applied';
  made.seq := seq + 1;
  made.ack := made.seq;
  made.digest := athro.digest_moved(digest, 0, made.seq);
  made.expires := known -> 'deleted' is not distinct from 'true';
  select known || jsonb_build_object(
    'user_id', here.student,
    'id', m.id,
    'seq', made.seq,
    'stamps', coalesce(
      jsonb_object_agg(g.key, athro.write_of(m, g.key, made.seq, here.device))
        filter (where f.kind is distinct from 'body'),
      '{}'
    ),
    'extra', coalesce(jsonb_object_agg(g.key, g.value) filter (where f.kind is null), '{}'),
    'deleted_at', case when made.expires then here.moment end,
    'merged', athro.remembered(m, null, known ->> 'name', here.device)
  )
  into fields
  from jsonb_each(m.groups) g
  left join athro.field_groups f on f.table_name = m.table_name and f.field_group = g.key;
  perform athro.write_record(m.table_name, fields, true);
  return made;
end
$$;

revoke execute on all functions in schema athro from public;
