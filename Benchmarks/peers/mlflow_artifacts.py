"""Uploads and downloads through MLflow's own client: mlflow_artifacts.py URL BIG_FILE FOLDER_OF_SMALL_FILES DOWNLOADS

Prints one JSON object of seconds. Imports and the creation of the run are not counted.
"""

import json
import sys
import time

import mlflow

url, big, small, downloads = sys.argv[1:]
mlflow.set_tracking_uri(url)
client = mlflow.MlflowClient()
run = client.create_run("0").info.run_id


def seconds(action, *words):
    begin = time.perf_counter()
    action(*words)
    return time.perf_counter() - begin


print(
    json.dumps(
        {
            "big up": seconds(client.log_artifact, run, big, "big"),
            "big down": seconds(client.download_artifacts, run, "big", downloads),
            "small up": seconds(client.log_artifacts, run, small, "small"),
            "small down": seconds(client.download_artifacts, run, "small", downloads),
        }
    )
)
