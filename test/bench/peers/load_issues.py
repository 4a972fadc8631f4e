"""Issues of one repository by dlt's REST source into Postgres: since the last run, merged by id.

Arguments: address of the API, owner/name, address of the database, folder of the pipeline's state.
"""

import sys

import dlt
from dlt.sources.rest_api import rest_api_source

api_url, repository, database_url, folder = sys.argv[1:]

source = rest_api_source(
    {
        "client": {
            "base_url": api_url,
            "auth": {"type": "bearer", "token": "bench-dlt"},
            "paginator": "header_link",
        },
        "resources": [
            {
                "name": "issues",
                "primary_key": "id",
                "write_disposition": "merge",
                "endpoint": {
                    "path": f"repos/{repository}/issues",
                    "params": {
                        "state": "all",
                        "sort": "updated",
                        "direction": "asc",
                        "per_page": 100,
                        "since": "{incremental.start_value}",
                    },
                    # Before GitHub was; to 1970-01-01 it answers an empty list.
                    "incremental": {"cursor_path": "updated_at", "initial_value": "2007-01-01T00:00:00Z"},
                },
            }
        ],
    }
)

pipeline = dlt.pipeline(
    pipeline_name="issues",
    pipelines_dir=folder,
    destination=dlt.destinations.postgres(database_url),
    dataset_name="dlt",
)
pipeline.run(source)
