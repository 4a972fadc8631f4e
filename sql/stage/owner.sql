-- One answer of GET /users/{login} or GET /user/{id} into github.owner; both tell of organisations, too. Nothing is written when
-- nothing changed. What an answer does not tell stays as it is.
with entry as (
  select * from jsonb_to_record(:body::jsonb) as answer (
    id bigint, login text, type text, name text, public_repos bigint, created_at timestamptz, updated_at timestamptz
  )
),
written as (
  insert into github.owner as known (
    owner_id, login, owner_type, display_name, public_repositories, created_at, updated_at, answered_at
  )
  select id, login, type, name, public_repos, created_at, updated_at, :answered_at::timestamptz
  from entry
  on conflict (owner_id) do update set
    login = excluded.login,
    owner_type = excluded.owner_type,
    display_name = excluded.display_name,
    public_repositories = coalesce(excluded.public_repositories, known.public_repositories),
    created_at = coalesce(excluded.created_at, known.created_at),
    updated_at = coalesce(excluded.updated_at, known.updated_at),
    answered_at = excluded.answered_at
  where known.answered_at <= excluded.answered_at
    and (
      known.login, known.owner_type, known.display_name, known.public_repositories, known.created_at, known.updated_at
    ) is distinct from (
      excluded.login,
      excluded.owner_type,
      excluded.display_name,
      coalesce(excluded.public_repositories, known.public_repositories),
      coalesce(excluded.created_at, known.created_at),
      coalesce(excluded.updated_at, known.updated_at)
    )
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
