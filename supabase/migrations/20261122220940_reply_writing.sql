-- What is done under a claim: a reply is written, saved, given up or stopped.

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
  public.write_reply(uuid, uuid, text),
  public.save_reply(uuid, uuid, text, text),
  public.release_reply(uuid, uuid),
  public.stop_reply(uuid, integer)
from public, anon, authenticated, service_role;
grant execute on function
  athro.write_reply(uuid, uuid, text),
  athro.save_reply(uuid, uuid, text, text),
  athro.release_reply(uuid, uuid),
  athro.stop_reply(uuid, integer),
  public.write_reply(uuid, uuid, text),
  public.save_reply(uuid, uuid, text, text),
  public.release_reply(uuid, uuid),
  public.stop_reply(uuid, integer)
to authenticated;
