-- A1 to A7. A function takes the claim on a question before it calls a tutor, and saves the reply under it; two that ask for one
-- question get one reply. While the reply is being written the function says so every second (write_reply): that keeps the claim, keeps
-- what is written so far where every instance can read it, and tells the function that the student wants it to stop. All but that
-- run under the student's clock, so that a claim and a reply cannot pass each other.

create table athro.reply_limits (
  one boolean primary key default true check (one),
  replies_per_day integer not null default 100 check (replies_per_day >= 0),
  question_length integer not null default 8000 check (question_length > 0)
);
comment on table athro.reply_limits is 'One row. What one student may ask for: replies on one day (UTC), and characters in a question that is to be answered.';
insert into athro.reply_limits default values;

create table athro.reply_counts (
  user_id uuid not null references auth.users (id) on delete cascade,
  day date not null,
  taken integer not null check (taken >= 0),
  primary key (user_id, day)
);
comment on table athro.reply_counts is 'Replies that a student has asked for on a day. Counted before a tutor is called; one that could not be had is given back.';

create table athro.reply_claims (
  user_id uuid not null references auth.users (id) on delete cascade,
  reply_id uuid not null,
  question_id uuid not null,
  attempt integer not null,
  lease uuid not null,
  leased_until timestamptz not null,
  -- The day whose count it was taken from.
  day date not null,
  written text not null default '',
  stopped boolean not null default false,
  primary key (user_id, reply_id)
);
comment on table athro.reply_claims is 'Replies being made: who holds the lease may save. Gone once the reply is saved.';
comment on column athro.reply_claims.written is 'What is written so far, for a device that asks meanwhile.';
comment on column athro.reply_claims.stopped is 'The student wants no more of it.';

revoke all on athro.reply_limits, athro.reply_counts, athro.reply_claims from public, anon, authenticated, service_role;

-- Writes a reply's row under the clock that the caller holds. Another attempt stands where the first does.
create function athro.insert_reply(
  clock athro.clocks, asked public.chat_messages, attempt integer, content text, ended text
) returns bigint
language plpgsql
set search_path = ''
as $$
declare
  moment constant timestamptz := athro.now();
  first_key bigint;
begin
  select min(m.order_key) into first_key from public.chat_messages m
  where m.user_id = asked.user_id and m.session_id = asked.session_id and m.question_id = asked.id;
  insert into public.chat_messages (
    user_id, id, seq, session_id, role, content, order_key, question_id, attempt, wants_reply, created_at, ended
  )
  values (
    asked.user_id, athro.uuid_v5(asked.id, insert_reply.attempt::text), clock.seq + 1, asked.session_id, 'assistant',
    insert_reply.content, coalesce(first_key, greatest(athro.in_ms(moment), asked.order_key + 1)), asked.id,
    insert_reply.attempt, false, moment, insert_reply.ended
  );
  update public.chat_sessions s set updated_at = moment where s.user_id = asked.user_id and s.id = asked.session_id;
  update athro.clocks c
  set seq = clock.seq + 1, digest = athro.digest_moved(clock.digest, 0, clock.seq + 1)
  where c.user_id = asked.user_id;
  perform athro.poke(asked.user_id, clock.seq + 1);
  return clock.seq + 1;
end
$$;

-- A reply that was stopped: what there is of it, which may be nothing.
create function athro.keep_stopped(clock athro.clocks, asked public.chat_messages, attempt integer, written text)
returns bigint
language sql
set search_path = ''
as $$
  select athro.insert_reply(clock, asked, attempt, coalesce(nullif(btrim(written, E' \t\r\n'), ''), '…'), 'stopped')
$$;

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

-- Every second while a reply is being written. The clock is not taken: nothing that devices hold changes.
create function athro.write_reply(reply uuid, lease uuid, written text) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  stop boolean;
begin
  if reply is null or lease is null or written is null or char_length(written) > 16000 then
    raise exception using errcode = 'PT400', message = 'reply, lease and what is written, at most 16000 characters, are needed';
  end if;
  update athro.reply_claims c
  set written = write_reply.written, leased_until = athro.now() + interval '30 seconds'
  where c.user_id = student and c.reply_id = write_reply.reply and c.lease = write_reply.lease
  returning c.stopped into stop;
  return json_build_object('status', case stop when true then 'stop' when false then 'writing' else 'lost' end);
end
$$;

create function athro.save_reply(reply uuid, lease uuid, content text, ended text) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  clock athro.clocks;
  claim athro.reply_claims;
  asked public.chat_messages;
begin
  if reply is null or lease is null or content is null or char_length(content) not between 1 and 16000 then
    raise exception using errcode = 'PT400', message = 'reply, lease and content of 1 to 16000 characters are needed';
  end if;
  if ended not in ('stopped', 'cut') then
    raise exception using errcode = 'PT400', message = 'a reply is whole, stopped or cut';
  end if;
  clock := athro.take_clock(student);
  if exists (select from public.chat_messages m where m.user_id = student and m.id = reply) then
    return json_build_object('status', 'already');
  end if;
  delete from athro.reply_claims c
  where c.user_id = student and c.reply_id = save_reply.reply and c.lease = save_reply.lease
  returning c.* into claim;
  select m.* into asked from public.chat_messages m
  where m.user_id = student and m.id = claim.question_id and not m.purged;
  if claim.reply_id is null or asked.id is null then
    return json_build_object('status', 'lost');
  end if;
  return json_build_object(
    'status', 'saved',
    'reply_id', reply,
    'seq', athro.insert_reply(clock, asked, claim.attempt, save_reply.content, save_reply.ended)
  );
end
$$;

create function athro.release_reply(reply uuid, lease uuid) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  clock athro.clocks := athro.take_clock(student);
  claim athro.reply_claims;
  asked public.chat_messages;
begin
  delete from athro.reply_claims c
  where c.user_id = student and c.reply_id = release_reply.reply and c.lease = release_reply.lease
  returning c.* into claim;
  if claim.reply_id is null then
    return json_build_object('status', 'lost');
  end if;
  update athro.reply_counts c set taken = c.taken - 1 where c.user_id = student and c.day = claim.day and c.taken > 0;
  if claim.stopped then
    select m.* into asked from public.chat_messages m
    where m.user_id = student and m.id = claim.question_id and not m.purged;
    if asked.id is not null and not exists (
      select from public.chat_messages m where m.user_id = student and m.id = release_reply.reply
    ) then
      perform athro.keep_stopped(clock, asked, claim.attempt, claim.written);
    end if;
  end if;
  return json_build_object('status', 'released');
end
$$;

create function athro.stop_reply(question uuid, attempt integer) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  clock athro.clocks;
  asked public.chat_messages;
  reply uuid;
  held athro.reply_claims;
begin
  if question is null or attempt is null or attempt not between 0 and 1000 then
    raise exception using errcode = 'PT400', message = 'question and attempt (0 to 1000) are needed';
  end if;
  clock := athro.take_clock(student);
  select m.* into asked from public.chat_messages m
  where m.user_id = student and m.id = question and m.role = 'user' and not m.purged;
  if asked.id is null then
    return json_build_object('status', 'unknown');
  end if;
  reply := athro.uuid_v5(question, attempt::text);
  if exists (select from public.chat_messages m where m.user_id = student and m.id = reply) then
    return json_build_object('status', 'answered', 'reply_id', reply);
  end if;
  update athro.reply_claims c set stopped = true
  where c.user_id = student and c.reply_id = reply and c.leased_until > athro.now();
  if found then
    return json_build_object('status', 'stopping', 'reply_id', reply);
  end if;
  -- No one is at it: what was written by one who is gone is all there will be.
  delete from athro.reply_claims c where c.user_id = student and c.reply_id = reply returning c.* into held;
  perform athro.keep_stopped(clock, asked, attempt, coalesce(held.written, ''));
  return json_build_object('status', 'answered', 'reply_id', reply);
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

create function public.write_reply(reply uuid, lease uuid, written text) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.write_reply(reply, lease, written)
$$;
comment on function public.write_reply(uuid, uuid, text) is 'Keeps a claim for another 30 s and what is written so far: writing, stop or lost.';

create function public.save_reply(reply uuid, lease uuid, content text, ended text default null) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.save_reply(reply, lease, content, ended)
$$;
comment on function public.save_reply(uuid, uuid, text, text) is 'Stores the reply that was claimed, once: saved, already or lost.';

create function public.release_reply(reply uuid, lease uuid) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.release_reply(reply, lease)
$$;
comment on function public.release_reply(uuid, uuid) is
  'Gives a claim and its place in the day''s count back, so that the next to ask need not wait: released or lost.';

create function public.stop_reply(question uuid, attempt integer default 0) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.stop_reply(question, attempt)
$$;
comment on function public.stop_reply(uuid, integer) is
  'Has a reply end where it is: stopping (whoever writes it hears within a second), answered or unknown.';

revoke execute on all functions in schema athro from public;
revoke execute on function
  public.claim_reply(uuid, integer),
  public.write_reply(uuid, uuid, text),
  public.save_reply(uuid, uuid, text, text),
  public.release_reply(uuid, uuid),
  public.stop_reply(uuid, integer)
from public, anon, authenticated, service_role;
grant execute on function
  athro.claim_reply(uuid, integer),
  athro.write_reply(uuid, uuid, text),
  athro.save_reply(uuid, uuid, text, text),
  athro.release_reply(uuid, uuid),
  athro.stop_reply(uuid, integer),
  public.claim_reply(uuid, integer),
  public.write_reply(uuid, uuid, text),
  public.save_reply(uuid, uuid, text, text),
  public.release_reply(uuid, uuid),
  public.stop_reply(uuid, integer)
to authenticated;
