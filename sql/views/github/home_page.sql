-- Where people look at this GitHub. The pages of an API at https://api.HOST stand at https://HOST, those of https://HOST/api/v3
-- (Enterprise Server) at https://HOST; of any other address, at that address itself. No row before the first answer.
create or replace view github.home_page as
select regexp_replace(regexp_replace(api_url, '^(https?://)api\.', '\1'), '/api/v3/?$|/+$', '') as html_url
from sync.origin;
