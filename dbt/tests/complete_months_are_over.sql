-- A month that is said to be complete lies before the present one.
select repository, month
from {{ ref('repository_months') }}
where is_complete and month >= date_trunc('month', now() at time zone 'utc')
