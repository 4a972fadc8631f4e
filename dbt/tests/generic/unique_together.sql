{% test unique_together(model, columns) %}
-- Rows that are alike in all of these columns.
select {{ columns | join(', ') }}, count(*) as rows_alike
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
