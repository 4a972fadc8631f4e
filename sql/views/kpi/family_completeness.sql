create or replace view kpi.family_completeness as
select
  source.repository_id,
  follows.family,
  source.resource,
  source.complete_from,
  source.complete_through,
  source.is_lacking,
  source.proven,
  waiting.month as waits_from,
  source.proven * tsrange(null, waiting.month::timestamp) as computed
from kpi.follows
join kpi.completeness as source on source.resource = follows.source
cross join lateral (
  select
    least(
      (
        select min(due_month.month)
        from kpi.due_month
        where due_month.repository_id = source.repository_id and due_month.family = follows.family
      ),
      (
        select min(case when followed.months_on is null then '-infinity' else mark.month end)
        from kpi.follows as followed
        cross join lateral (
          select month
          from sync.mark
          where mark.subject_id = source.repository_id and mark.source = followed.source
          order by month
          limit 1
        ) as mark
        where followed.family = follows.family
      )
    ) as month
  offset 0
) as waiting;
comment on view kpi.family_completeness is 'How far the tables of a family are complete, by each source that it follows: as kpi.completeness, and up to the first month that waits to be computed.';
comment on column kpi.family_completeness.waits_from is 'The first month that waits to be computed, whichever source of the family has changed; -infinity: every month; null: none.';
comment on column kpi.family_completeness.computed is 'The UTC time of which every row of the source is here and nothing waits to be computed; null: of none.';
