-- Which open issues were longest without any change?
select number, title, array_to_string(labels, ', ') as labels, updated_at, html_url
from report.issues
where repository = 'demo/widgets' and state = 'open'
order by updated_at, number
limit 20;
