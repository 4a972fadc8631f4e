-- Where people look at each repository.
create or replace view github.repository_page as
select repository.repository_id, home_page.html_url || '/' || repository.owner || '/' || repository.name as html_url
from github.repository
left join github.home_page on true;
