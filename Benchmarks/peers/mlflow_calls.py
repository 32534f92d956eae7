"""The real client: wall and processor seconds of one call each, as the median of many. Arguments: CALLS EXPERIMENT."""

import json
import statistics
import sys
import time

import mlflow
from mlflow.entities import Metric

calls, experiment = int(sys.argv[1]), sys.argv[2]
client = mlflow.MlflowClient()
run = client.create_run(experiment).info.run_id
# One run of another process must not repeat what a run of this one logged.
start = int(time.time() * 1000)


def batch(number):
    client.log_batch(run, [Metric(f"batched-{key}", number + key / 7, start + number, number) for key in range(100)])


measured = {
    "create_run": lambda number: client.create_run(experiment, run_name=f"called-{number}"),
    "log_metric": lambda number: client.log_metric(run, "called", number / 7, timestamp=start + number, step=number),
    "log_batch": batch,
    "get_run": lambda number: client.get_run(run),
    "search_runs": lambda number: client.search_runs(
        [experiment], "metrics.accuracy > 0.5", order_by=["metrics.accuracy DESC"], max_results=20
    ),
}
said = {}
for name, call in measured.items():
    call(-1)
    walls, processor = [], time.process_time()
    count = calls if name != "search_runs" else max(3, calls // 20)
    for number in range(count):
        begin = time.perf_counter()
        call(number)
        walls.append(time.perf_counter() - begin)
    spent = (time.process_time() - processor) / count
    said[name] = {"wall": statistics.median(walls), "cpu": min(spent, statistics.fmean(walls))}
print(json.dumps(said))
