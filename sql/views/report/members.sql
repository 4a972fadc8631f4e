-- One row a time in which somebody was a member of an organisation.
-- time: first_seen_at
-- order: owner, login, first_seen_at, account_id, owner_id, visibility
create or replace view report.members as
with resource as (
  select subject_id, resource, complete_through, state
  from sync.resource
  where subject_kind = 'owner' and resource in ('members', 'public_members', 'admins')
),
-- What the token is shown as one who belongs there, and what strangers are shown of whom nothing else is known.
person as (
  select
    member.*, 'all' as visibility,
    -- The last of the times as admin that lie in this one.
    admin.joined_at as admin_at,
    admin.left_at as demoted_at,
    not exists (
      select
      from github.member as before
      where before.owner_id = member.owner_id and before.account_id = member.account_id
        and before.first_seen_at < member.first_seen_at
    ) as is_first,
    admin.account_id is not null and coalesce(admin.left_at >= member.left_at, admin.left_at is null) as is_admin
  from github.member
  left join lateral (
    select admin.account_id, admin.joined_at, admin.left_at
    from github.organization_admin as admin
    where admin.owner_id = member.owner_id and admin.account_id = member.account_id
      and coalesce(admin.first_seen_at < member.left_at, true)
      and coalesce(admin.left_at > member.first_seen_at, true)
    order by admin.first_seen_at desc
    limit 1
  ) as admin on true
  union all
  select
    public.*, 'public' as visibility, null::timestamptz as admin_at, null::timestamptz as demoted_at, false as is_first,
    false as is_admin
  from github.public_member as public
  where not exists (
    select
    from github.member
    where member.owner_id = public.owner_id and member.account_id = public.account_id
      and coalesce(member.first_seen_at <= public.left_at, true)
      and coalesce(member.left_at >= public.first_seen_at, true)
  )
)
select
  person.owner_id,
  owner.login::report.github_name as owner,
  person.account_id,
  account.login,
  case
    when person.visibility = 'public' or admins.complete_through is null then null
    when person.is_admin then 'admin'
    else 'member'
  end as role,
  person.joined_at,
  person.left_at,
  -- Who was there at the first look as an insider may have been seen as a stranger sees before.
  case when person.joined_at is null and person.is_first then least(person.first_seen_at, (
    select min(public.first_seen_at)
    from github.public_member as public
    where public.owner_id = person.owner_id and public.account_id = person.account_id
      and coalesce(public.left_at >= person.first_seen_at, true)
      and coalesce(public.first_seen_at <= person.left_at, true)
  )) else person.first_seen_at end as first_seen_at,
  case
    when person.visibility = 'public' then true
    when publics.complete_through is not null then exists (
      select
      from github.public_member as public
      where public.owner_id = person.owner_id and public.account_id = person.account_id
        and coalesce(public.first_seen_at <= person.left_at, true)
        and coalesce(public.left_at >= person.left_at, public.left_at is null)
    )
  end as is_public,
  person.visibility,
  shown.complete_through as data_complete_through,
  coalesce(
    shown.resource = 'members' and shown.complete_through is not null and shown.state in ('ok', 'empty', 'loading'), false
  ) as is_complete,
  case
    when person.visibility = 'public' or admins.complete_through is null then null
    when person.is_admin then coalesce(person.admin_at, person.joined_at)
    else coalesce(person.demoted_at, person.joined_at)
  end as role_since,
  account.is_bot
from person
left join github.owner on owner.owner_id = person.owner_id
left join github.account on account.account_id = person.account_id
left join resource as shown
  on shown.subject_id = person.owner_id
  and shown.resource = case person.visibility when 'all' then 'members' else 'public_members' end
left join resource as publics on publics.subject_id = person.owner_id and publics.resource = 'public_members'
left join resource as admins on admins.subject_id = person.owner_id and admins.resource = 'admins';
comment on view report.members is 'Who belongs to an organisation, and who did: one row a time as a member, so who left and came back has two. GitHub tells no dates, and is looked at daily: who comes and goes between two looks is not seen.';
comment on column report.members.owner_id is 'GitHub''s id of the organisation.';
comment on column report.members.owner is 'Login of the organisation.';
comment on column report.members.account_id is 'GitHub''s id of the account.';
comment on column report.members.login is 'Login of the account, as it was shown last.';
comment on column report.members.role is 'admin (GitHub''s owner of an organisation) or member; of who has left the last one. Null: GitHub tells roles to members of the organisation alone, or has not been asked yet.';
comment on column report.members.joined_at is 'The look that found them, where a look at everybody before it had not; they joined between the two. Null: they were there at the first look, since when is not known.';
comment on column report.members.left_at is 'The look that found them gone; they left between it and the look before. Null: they were there when data_complete_through was. With visibility public it may also mean that they conceal their membership now.';
comment on column report.members.first_seen_at is 'The first look that showed them: they were members then, joined or not before.';
comment on column report.members.is_public is 'Whether strangers see this membership, or saw it at its end. Null: not asked yet.';
comment on column report.members.visibility is 'all: told by the list that shows concealed members too, which only a token of a member, or of an App installed there, is given. public: told by the list that everybody is shown; concealed members have no row.';
comment on column report.members.data_complete_through is 'Up to when the list that tells this row was read whole; nothing is known of later, also where left_at is null.';
comment on column report.members.is_complete is 'The list shows concealed members too, and its last look gave all of it. False: there are members without a row, or rows that may be out of date; report.sync_status says why.';
comment on column report.members.role_since is 'The look that found this role, or found them without the other one; joined_at where there was no other. Null: since before the first look, or the role is not known.';
comment on column report.members.is_bot is 'The account is a bot.';
