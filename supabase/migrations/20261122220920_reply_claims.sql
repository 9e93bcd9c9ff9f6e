-- The claim on a question: who is to answer it, and with what. See the migration before for what it is part of.

-- A3. What was said before a question, oldest first: the last 20 messages in their order, each with the one reply that is shown to it.
create function athro.history_before(asked public.chat_messages) returns json
language sql stable
set search_path = ''
as $$
  with said as (
    select m.id, m.order_key, m.role, m.content, m.shown_attempt from public.chat_messages m
    where m.user_id = asked.user_id
      and m.session_id = asked.session_id
      and not m.deleted
      and m.question_id is null
      and (m.order_key, m.id) < (asked.order_key, asked.id)
    order by m.order_key desc, m.id desc
    limit 20
  ),
  shown as (
    select distinct on (q.id) q.order_key, q.id, r.role, r.content
    from said q
    join public.chat_messages r
      on r.user_id = asked.user_id and r.session_id = asked.session_id and r.question_id = q.id and not r.deleted
    order by q.id, (r.attempt = q.shown_attempt) desc nulls last, r.attempt desc, r.id
  ),
  latest as (
    select t.* from (
      select s.order_key, s.id, 0 as part, s.role, s.content from said s
      union all
      select s.order_key, s.id, 1, s.role, s.content from shown s
    ) t
    order by t.order_key desc, t.id desc, t.part desc
    limit 20
  )
  select coalesce(
    json_agg(json_build_object('role', l.role, 'content', l.content) order by l.order_key, l.id, l.part), '[]'
  )
  from latest l
$$;

-- How a student wants to be taught: preferences, which no request can carry.
create function athro.preference_of(student uuid, name text) returns jsonb
language sql stable
set search_path = ''
as $$
  select p.value from public.preferences p
  where p.user_id = student
    and p.id = athro.uuid_v5('0b0e1a52-6f0c-5c3e-9d1b-7f4f5f1c2a10', preference_of.name)
    and not p.deleted
$$;

create function athro.claim_reply(question uuid, attempt integer) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  limits constant athro.reply_limits := (select l from athro.reply_limits l);
  clock athro.clocks;
  asked public.chat_messages;
  session public.chat_sessions;
  moment timestamptz;
  today date;
  reply uuid;
  held athro.reply_claims;
  taken constant uuid := gen_random_uuid();
begin
  if question is null or attempt is null or attempt not between 0 and 1000 then
    raise exception using errcode = 'PT400', message = 'question and attempt (0 to 1000) are needed';
  end if;
  clock := athro.take_clock(student);
  moment := athro.now();
  today := (moment at time zone 'UTC')::date;
  select m.* into asked from public.chat_messages m
  where m.user_id = student and m.id = question and m.role = 'user' and not m.deleted;
  select s.* into session from public.chat_sessions s
  where s.user_id = student and s.id = asked.session_id and not s.deleted;
  if asked.id is null or session.id is null then
    return json_build_object('status', 'unknown');
  end if;

  reply := athro.uuid_v5(question, attempt::text);
  if exists (select from public.chat_messages m where m.user_id = student and m.id = reply) then
    return json_build_object('status', 'answered', 'reply_id', reply);
  end if;

  -- A lease that ran out still counts for its holder, as long as no one else asks for the same; those of long ago go.
  delete from athro.reply_claims c where c.user_id = student and c.leased_until <= moment - interval '1 day';
  select c.* into held from athro.reply_claims c where c.user_id = student and c.reply_id = reply;
  if held.leased_until > moment then
    return json_build_object(
      'status', 'busy',
      'retry_after_ms', least(2000, greatest(1, athro.in_ms(held.leased_until) - athro.in_ms(moment))),
      'written', held.written
    );
  end if;
  delete from athro.reply_claims c where c.user_id = student and c.reply_id = reply;
  if held.stopped then
    perform athro.keep_stopped(clock, asked, attempt, held.written);
    return json_build_object('status', 'answered', 'reply_id', reply);
  end if;

  -- A4. One at a time.
  if exists (select from athro.reply_claims c where c.user_id = student and c.leased_until > moment) then
    return json_build_object('status', 'busy', 'retry_after_ms', 2000);
  end if;
  if char_length(asked.content) > limits.question_length then
    return json_build_object('status', 'too_long', 'most', limits.question_length);
  end if;
  -- One that a tutor died of has been counted.
  if held.day is distinct from today then
    delete from athro.reply_counts c where c.user_id = student and c.day < today;
    insert into athro.reply_counts as c (user_id, day, taken)
    select student, today, 1 where limits.replies_per_day > 0
    on conflict (user_id, day) do update set taken = c.taken + 1 where c.taken < limits.replies_per_day;
    if not found then
      return json_build_object(
        'status', 'quota',
        'most', limits.replies_per_day,
        'retry_after_ms',
        greatest(1, athro.in_ms((today + 1)::timestamp at time zone 'UTC') - athro.in_ms(moment))
      );
    end if;
  end if;
  insert into athro.reply_claims (user_id, reply_id, question_id, attempt, lease, leased_until, day)
  values (student, reply, question, claim_reply.attempt, taken, moment + interval '30 seconds', today);
  return json_build_object(
    'status', 'claimed',
    'reply_id', reply,
    'lease', taken,
    'athro_id', session.athro_id,
    'session_id', session.id,
    'question', asked.content,
    'history', athro.history_before(asked),
    'language', athro.preference_of(student, 'language:' || session.athro_id),
    'confidence', athro.preference_of(student, 'confidence:' || session.athro_id)
  );
end
$$;

create function public.claim_reply(question uuid, attempt integer default 0) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.claim_reply(question, attempt)
$$;
comment on function public.claim_reply(uuid, integer) is
  'Takes the claim on a question for 30 s: claimed (with the question and its context), answered, busy, unknown, too_long or quota.';

revoke execute on all functions in schema athro from public;
revoke execute on function public.claim_reply(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function athro.claim_reply(uuid, integer), public.claim_reply(uuid, integer) to authenticated;
