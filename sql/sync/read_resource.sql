-- Where a resource stands for a credential (null: whoever asks); times as GitHub writes them, or how long since and until.
select
  state,
  reason,
  attempts,
  refusals,
  sync.refusal_left(state, refusals, next_try_at, refused_to, :credential::text) * 1000 as refused_ms,
  to_char(next_try_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as next_try_at,
  nullif(greatest(extract(epoch from next_try_at - clock_timestamp()) * 1000, 0), 0)::float8 as wait_ms,
  to_char(watermark at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as watermark,
  etag,
  etag_key,
  to_char(complete_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as complete_from,
  complete_through is not null as is_loaded,
  rows_stored,
  source_version,
  head_sha,
  extract(epoch from clock_timestamp() - series_started_at)::float8 * 1000 as series_age_ms,
  stale_since::text as stale_since,
  is_pass_wanted,
  to_char(pass_since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as pass_since,
  exists (
    select
    from sync.item
    where item.subject_id = resource.subject_id and item.resource = resource.resource
      and item.read_version is distinct from item.wanted_version
  ) as has_due_items,
  page_sizes,
  exists (
    select
    from sync.gap
    where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.next_try_at is not null
  ) as has_gaps_to_try
from sync.resource
where subject_id = :subject_id and resource = :resource;
