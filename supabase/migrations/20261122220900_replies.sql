-- A1 to A3. A function takes the claim on a question before it calls a tutor, and saves the reply under it; two that ask for one
-- question get one reply. All three run under the student's clock, so that a claim and a reply cannot pass each other.

create table athro.reply_claims (
  user_id uuid not null references auth.users (id) on delete cascade,
  reply_id uuid not null,
  question_id uuid not null,
  attempt integer not null,
  lease uuid not null,
  leased_until timestamptz not null,
  primary key (user_id, reply_id)
);
comment on table athro.reply_claims is 'Replies being made: who holds the lease may save. Gone once the reply is saved.';
revoke all on athro.reply_claims from public, anon, authenticated, service_role;

create function athro.claim_reply(question uuid, attempt integer) returns json
language plpgsql
security definer
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  student constant uuid := athro.caller();
  asked public.chat_messages;
  session public.chat_sessions;
  moment timestamptz;
  reply uuid;
  held timestamptz;
  taken constant uuid := gen_random_uuid();
  history json;
begin
  if question is null or attempt is null or attempt not between 0 and 1000 then
    raise exception using errcode = 'PT400', message = 'question and attempt (0 to 1000) are needed';
  end if;
  perform athro.take_clock(student);
  moment := athro.now();
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

  delete from athro.reply_claims c
  where c.user_id = student
    and c.leased_until <= case when c.reply_id = reply then moment else moment - interval '1 day' end;
  select c.leased_until into held from athro.reply_claims c where c.user_id = student and c.reply_id = reply;
  if found then
    return json_build_object(
      'status', 'busy', 'retry_after_ms', greatest(1, athro.in_ms(held) - athro.in_ms(moment))
    );
  end if;
  insert into athro.reply_claims (user_id, reply_id, question_id, attempt, lease, leased_until)
  values (student, reply, question, claim_reply.attempt, taken, moment + interval '120 seconds');

  select coalesce(json_agg(json_build_object('role', h.role, 'content', h.content) order by h.order_key, h.id), '[]')
  into history
  from (
    select m.id, m.order_key, m.role, m.content from public.chat_messages m
    where m.user_id = student
      and m.session_id = asked.session_id
      and not m.deleted
      and (m.order_key, m.id) < (asked.order_key, asked.id)
    order by m.order_key desc, m.id desc
    limit 20
  ) h;
  return json_build_object(
    'status', 'claimed',
    'reply_id', reply,
    'lease', taken,
    'athro_id', session.athro_id,
    'session_id', session.id,
    'question', asked.content,
    'history', history
  );
end
$$;

create function athro.save_reply(reply uuid, lease uuid, content text) returns json
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
  moment timestamptz;
begin
  if reply is null or lease is null or content is null or char_length(content) not between 1 and 16000 then
    raise exception using errcode = 'PT400', message = 'reply, lease and content of 1 to 16000 characters are needed';
  end if;
  clock := athro.take_clock(student);
  moment := athro.now();
  if exists (select from public.chat_messages m where m.user_id = student and m.id = reply) then
    return json_build_object('status', 'already');
  end if;
  -- A lease that ran out still counts, as long as no one else took the claim.
  delete from athro.reply_claims c
  where c.user_id = student and c.reply_id = save_reply.reply and c.lease = save_reply.lease
  returning c.* into claim;
  select m.* into asked from public.chat_messages m
  where m.user_id = student and m.id = claim.question_id and not m.purged;
  if claim.reply_id is null or asked.id is null then
    return json_build_object('status', 'lost');
  end if;

  insert into public.chat_messages
    (user_id, id, seq, session_id, role, content, order_key, question_id, attempt, wants_reply, created_at)
  values (
    student, reply, clock.seq + 1, asked.session_id, 'assistant', save_reply.content,
    greatest(athro.in_ms(moment), asked.order_key + 1), asked.id, claim.attempt, false, moment
  );
  update public.chat_sessions s set updated_at = moment where s.user_id = student and s.id = asked.session_id;
  update athro.clocks c
  set seq = clock.seq + 1, digest = athro.digest_moved(clock.digest, 0, clock.seq + 1)
  where c.user_id = student;
  perform athro.poke(student, clock.seq + 1);
  return json_build_object('status', 'saved', 'reply_id', reply, 'seq', clock.seq + 1);
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
begin
  delete from athro.reply_claims c
  where c.user_id = student and c.reply_id = release_reply.reply and c.lease = release_reply.lease;
  return json_build_object('status', case when found then 'released' else 'lost' end);
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
  'Takes the claim on a question for 120 s: claimed (with the question and its context), answered, busy or unknown.';

create function public.save_reply(reply uuid, lease uuid, content text) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.save_reply(reply, lease, content)
$$;
comment on function public.save_reply(uuid, uuid, text) is 'Stores the reply that was claimed, once: saved, already or lost.';

create function public.release_reply(reply uuid, lease uuid) returns json
language sql
security invoker
set search_path = ''
as $$
  select athro.release_reply(reply, lease)
$$;
comment on function public.release_reply(uuid, uuid) is 'Gives a claim back, so that the next to ask need not wait: released or lost.';

revoke execute on all functions in schema athro from public;
revoke execute on function public.claim_reply(uuid, integer) from public, anon, authenticated, service_role;
revoke execute on function public.save_reply(uuid, uuid, text) from public, anon, authenticated, service_role;
revoke execute on function public.release_reply(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function athro.claim_reply(uuid, integer), athro.save_reply(uuid, uuid, text), athro.release_reply(uuid, uuid)
to authenticated;
grant execute on function public.claim_reply(uuid, integer), public.save_reply(uuid, uuid, text), public.release_reply(uuid, uuid)
to authenticated;
