-- Merging one mutation. Each merge runs in a savepoint of its own (P2), under the student's clock (O1).

create function athro.is_later(m athro.mutation, field_group text, last jsonb) returns boolean
language plpgsql immutable
set search_path = ''
as $$
begin
  return last is null or (athro.stamp_of(m, field_group), m.mid) > ((last ->> 0)::bigint, (last ->> 2)::uuid);
end
$$;
comment on function athro.is_later(athro.mutation, text, jsonb) is 'M2: whether the mutation''s group comes after a group''s last write.';

-- M3. Whether a group's last write and the mutation's are one device's, and the later was made over the earlier. What a device wrote and
-- has forgotten since (its power failed) is its rival's as any other's. What is sent again after a restore follows its author's earlier
-- writes (E1).
create function athro.is_chain(m athro.mutation, field_group text, last jsonb, sender text, wins boolean) returns boolean
language plpgsql immutable
set search_path = ''
as $$
begin
  return last ->> 3 = athro.device_of(m, field_group, sender) and coalesce(
    case when wins
      then m.devices ? field_group or m.over -> field_group @> (last -> 0)
      else last -> 4 @> to_jsonb(athro.stamp_of(m, field_group))
    end,
    false
  );
end
$$;

create function athro.superseded_id(record uuid, field_group text, mid uuid, stamp bigint) returns uuid
language plpgsql immutable
set search_path = ''
as $$
begin
  return athro.uuid_v5(mid, concat_ws(' ', record, field_group, stamp));
end
$$;

create function athro.superseded_at(m athro.mutation, student uuid) returns bigint
language plpgsql stable
set search_path = ''
as $$
begin
  return (
    select max(s.seq) from public.superseded s
    where s.user_id = student
      and s.id in (select athro.superseded_id(m.id, g, m.mid, athro.stamp_of(m, g)) from jsonb_object_keys(m.groups) g)
  );
end
$$;
comment on function athro.superseded_at(athro.mutation, uuid) is 'Seq of what the mutation lost, if it lost.';

-- Keeps an edit that lost (M3), once, however often it is sent. `edit` is [stamp, rev, mutation, device], as in stamps. Returns the seq
-- of the row that keeps it, which is above the clock if the row is new.
create function athro.supersede(
  m athro.mutation, field_group text, edit jsonb, lost jsonb, here athro.context, seq bigint
) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  kept_id uuid := athro.superseded_id(m.id, field_group, (edit ->> 2)::uuid, (edit ->> 0)::bigint);
  kept_seq bigint := (select s.seq from public.superseded s where s.user_id = here.student and s.id = kept_id);
begin
  if kept_seq is null then
    kept_seq := seq + 1;
    insert into public.superseded
      (user_id, id, seq, table_name, record_id, field_group, lost, lost_stamp, lost_device, created_at)
    values (
      here.student, kept_id, kept_seq, m.table_name, m.id, field_group, lost, (edit ->> 0)::bigint, edit ->> 3, here.moment
    );
  end if;
  return kept_seq;
end
$$;

-- M2 to M6, group by group, for a row that is there.
create function athro.merge_groups(
  m athro.mutation, known jsonb, stored jsonb, here athro.context, seq bigint, digest bigint
) returns athro.merged
language plpgsql
set search_path = ''
as $$
declare
  made athro.merged := row('applied', (stored ->> 'seq')::bigint, seq, digest, false, null);
  -- M6
  is_draft boolean := m.table_name = 'preferences' and stored ->> 'name' like 'draft:%';
  is_revival boolean := (stored ->> 'purged')::boolean;
  given record;
  mine jsonb;
  theirs jsonb;
  last jsonb;
  wins boolean;
  kept_seq bigint;
  won text[] := '{}';
  changes jsonb := '{}';
  extra jsonb := stored -> 'extra';
  memory jsonb := athro.remembered(m, stored -> 'merged', stored ->> 'name', here.device);
begin
  if is_revival then
    if known -> 'deleted' = 'true' then
      return made;
    end if;
    -- A record with a derived id may be made anew, by a mutation that says so and comes after the deletion.
    if known -> 'deleted' is distinct from 'false'
      or not athro.has_origin(m)
      or not athro.is_later(m, 'deleted', stored #> '{stamps,deleted}')
    then
      raise exception using errcode = 'AT410', message = 'deleted for good';
    end if;
    perform athro.check_parent(here.student, m.table_name, known);
  end if;

  for given in
    select g.key as name, g.value as columns, f.columns as of_group
    from jsonb_each(m.groups) g
    left join athro.field_groups f on f.table_name = m.table_name and f.field_group = g.key
    order by g.key
  loop
    -- Nothing is left of what was merged before a purge.
    continue when not is_revival and athro.is_settled(m, given.name, stored -> 'merged', here.device);
    if given.of_group is null then
      mine := given.columns;
      theirs := extra -> given.name;
    else
      mine := athro.pick(known, array(select jsonb_object_keys(given.columns)));
      theirs := athro.pick(stored, given.of_group);
    end if;
    last := case when not is_revival then stored -> 'stamps' -> given.name end;
    wins := athro.is_later(m, given.name, last);

    -- M3: not known to whoever wrote the other, and not the same; M6.
    if not is_draft
      and (m.table_name, given.name) <> ('chat_messages', 'shown')
      and (last ->> 1)::bigint > coalesce((m.base ->> given.name)::bigint, 0)
      and athro.differ(mine, theirs)
      and not athro.is_chain(m, given.name, last, here.device, wins)
    then
      if wins then
        kept_seq := athro.supersede(m, given.name, last, theirs, here, made.seq);
      else
        kept_seq := athro.supersede(
          m, given.name, athro.write_of(m, given.name, null, here.device), mine, here, made.seq
        );
        made.ack := greatest(made.ack, kept_seq);
      end if;
      if kept_seq > made.seq then
        made.seq := kept_seq;
        made.digest := athro.digest_moved(made.digest, 0, kept_seq);
        made.expires := true;
      end if;
    end if;

    if wins then
      won := won || given.name;
      if given.of_group is null then
        extra := extra || jsonb_build_object(given.name, mine);
      else
        changes := changes || mine;
      end if;
    end if;
  end loop;

  if won = '{}' then
    -- Nothing that a device would see has changed, so the row keeps its seq.
    if memory is distinct from stored -> 'merged' then
      perform athro.write_record(
        m.table_name, jsonb_build_object('user_id', here.student, 'id', m.id, 'merged', memory), false
      );
    end if;
    return made;
  end if;

  made.seq := made.seq + 1;
  made.ack := made.seq;
  made.digest := athro.digest_moved(made.digest, (stored ->> 'seq')::bigint, made.seq);
  changes := changes || jsonb_build_object(
    'user_id', here.student,
    'id', m.id,
    'seq', made.seq,
    'stamps', (
      select stored -> 'stamps' || jsonb_object_agg(g, athro.write_of(m, g, made.seq, here.device))
      from unnest(won) g
    ),
    'extra', extra,
    'merged', memory
  );
  if is_revival then
    changes := changes || '{"purged": false}';
  end if;
  if m.table_name = 'chat_sessions' then
    changes := changes || jsonb_build_object('updated_at', here.moment);
  end if;
  if changes -> 'deleted' = 'false' then
    changes := changes || '{"deleted_at": null}';
  elsif changes -> 'deleted' = 'true' and stored -> 'deleted' = 'false' then
    changes := changes || jsonb_build_object('deleted_at', here.moment);
    made.expires := true;
  end if;
  perform athro.write_record(
    m.table_name, changes, false,
    case when is_revival then array(
      select c from athro.field_groups f cross join unnest(f.columns) c where f.table_name = m.table_name and c <> 'deleted'
    ) else '{}' end
  );
  return made;
end
$$;

create function athro.merge(raw text, here athro.context, seq bigint, digest bigint) returns athro.merged
language plpgsql
set search_path = ''
as $$
declare
  m athro.mutation := athro.read_mutation(raw);
  known jsonb := athro.known_values(m);
  stored jsonb;
  typed jsonb;
  made athro.merged := row('applied', null, seq, digest, false, null);
begin
  if m.stamp > athro.in_ms(here.moment) + 60000 then
    made.status := 'restamp';
    return made;
  end if;
  -- P5. What is taken over or imported has no stamp that would tell of a wrong clock; a message's place does.
  if m.stamp = 0 and m.table_name = 'chat_messages' and jsonb_typeof(m.groups -> 'body' -> 'order_key') = 'number' then
    if (m.groups -> 'body' ->> 'order_key')::numeric > athro.in_ms(here.moment) + 86400000 then
      made.status := 'restamp';
      return made;
    end if;
  end if;
  -- Both as the table's types write them, so that values can be compared.
  if m.table_name = 'chat_messages' then
    stored := (select to_jsonb(t) from public.chat_messages t where t.user_id = here.student and t.id = m.id);
    typed := to_jsonb(jsonb_populate_record(null::public.chat_messages, known));
  else
    execute format(
      'select (select to_jsonb(t) from public.%1$I t where t.user_id = $1 and t.id = $2),'
      ' to_jsonb(jsonb_populate_record(null::public.%1$I, $3))',
      m.table_name
    ) into stored, typed using here.student, m.id, known;
  end if;
  known := athro.pick(typed, array(select jsonb_object_keys(known)));
  if stored is null then
    return athro.insert_record(m, known, here, seq, digest);
  end if;

  made.ack := (stored ->> 'seq')::bigint;
  if m.stamp = 0 then
    return made;
  end if;
  if m.table_name = 'chat_messages' and m.groups ? 'body' then
    -- M1. Columns that an older client does not send have their defaults. A reply may be worded otherwise: a device that kept it while
    -- the server was restored sends it again, and meanwhile another tutor may have been asked.
    if stored -> 'deleted' = 'false'
      and m.id is distinct from athro.uuid_v5((stored ->> 'question_id')::uuid, stored ->> 'attempt')
      -- Its time and place are no content: a device that lost its memory of dating it anew (P5) does so again.
      and athro.differ(
        '{"question_id": null, "attempt": null, "wants_reply": false, "replaces": null, "ended": null, "written_by": null}'
          || (known - array['deleted', 'created_at', 'order_key', 'shown_attempt']),
        stored
      )
    then
      raise exception using errcode = 'AT409', message = 'another message with this id';
    end if;
    m.groups := m.groups - 'body';
    if m.groups = '{}' then
      return made;
    end if;
  end if;
  if not exists (
    select from jsonb_object_keys(m.groups) g where not athro.is_settled(m, g, stored -> 'merged', here.device)
  ) then
    made.ack := greatest(made.ack, athro.superseded_at(m, here.student));
    return made;
  end if;
  return athro.merge_groups(m, known, stored, here, seq, digest);
end
$$;
comment on function athro.merge(text, athro.context, bigint, bigint) is
  'Merges one mutation, or raises what refuses it. What it leaves is written; the clock and the digest are the caller''s to write.';

revoke execute on all functions in schema athro from public;
