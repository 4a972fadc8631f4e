-- Every wait has a memory. Refusals in a row of a resource, or of a repository that was never read, the last wait among them, and the
-- credential that was refused: another one is no heir of it. The first answer ends the row.
alter table sync.resource
  add column refusals int not null default 0,
  add column refusal_seconds float8,
  add column refused_to text;

alter table sync.loop
  add column refusals int not null default 0,
  add column refusal_seconds float8,
  add column refused_to text;

-- The last wait of the limits in a row that GitHub has told a credential; null: answers come through.
alter table sync.budget
  drop column secondary_limits,
  add column blocked_seconds float8;

-- A wait after another one in a row: what was told, and at least twice the one before, up to an hour.
create function sync.longer(told_seconds float8, before_seconds float8) returns float8
language sql immutable
begin atomic
  -- Neither `least` nor `greatest` minds a null.
  select greatest(told_seconds, case when before_seconds > 0 then least(3600, 2 * before_seconds) end);
end;

-- What one more refusal makes of a resource that stood so. `told` is what the answer means: `limited` passes by itself, however often
-- it is told. What is sure is looked at again soon once, as answers like it have passed, and then rests for `long_seconds`. What may be
-- either is waited for as what passes, and after four times taken at its word.
create function sync.refusal(
  state_before text, refusals_before int, seconds_before float8,
  told text, is_sure boolean, soon_seconds float8, long_seconds float8
) returns table (state text, refusals int, seconds float8)
language sql immutable
begin atomic
  select
    case when is_sure or refusals_before >= 4 then told else 'limited' end,
    refusals_before + 1,
    case
      when told <> 'limited' and refusals_before > 0 and (state_before = told or (not is_sure and refusals_before >= 4))
        then long_seconds
      when told <> 'limited' then least(long_seconds, waits.growing)
      else waits.growing
    end
  from (
    select sync.longer(soon_seconds, case when refusals_before > 0 then seconds_before end) as growing
  ) as waits;
end;

-- How many seconds a refusal still stands for a credential (null: whoever asks); null where it does not.
create function sync.refusal_left(
  state text, refusals int, next_try_at timestamptz, refused_to text, credential text
) returns float8
language sql stable
begin atomic
  select extract(epoch from next_try_at - clock_timestamp())::float8
  where next_try_at > clock_timestamp()
    and (refused_to = credential) is not false
    and (state in ('forbidden', 'missing', 'gone', 'blocked', 'disabled') or (state = 'limited' and refusals > 0));
end;
