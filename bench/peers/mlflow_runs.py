"""Writes a list of runs directly to MLflow's SQLite store, in the form that its client writes; prints the experiment's id.

The list comes from bench/src/dashboard/run-list.ts: parameters, costs after every epoch, and for some runs the cost of every step.
"""

import json
import os
import sys
from array import array
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
results = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import mlflow
from mlflow.store.tracking.dbmodels.models import SqlLatestMetric, SqlMetric, SqlParam, SqlRun, SqlTag
from sqlalchemy import create_engine, insert

runs, store = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]).resolve()
uri = f"sqlite:///{store / 'mlflow.db'}"
mlflow.set_tracking_uri(uri)
experiment = mlflow.create_experiment("runs", artifact_location=str(store / "artifacts"))
states = {"complete": "FINISHED", "failed": "FAILED"}


def metrics_of(run):
    for epoch in run["epochs"]:
        for name in ("train", "validation", "test"):
            yield name, epoch["step"], epoch[name]
    if run["curve"] is not None:
        costs = array("f")
        costs.frombytes(Path(run["curve"]).read_bytes())
        for step, cost in enumerate(costs, 1):
            yield "cost", step, cost


rows = {table: [] for table in (SqlRun, SqlParam, SqlTag, SqlMetric, SqlLatestMetric)}
for run in runs:
    key = {"run_uuid": run["id"].ljust(32, "0")}
    time = run["createdAt"]
    rows[SqlRun].append(
        key
        | {"name": run["id"], "experiment_id": int(experiment), "source_type": "LOCAL", "user_id": "bench", "lifecycle_stage": "active"}
        | {"status": states[run["state"]], "start_time": time, "end_time": run["endedAt"]}
        | {"artifact_uri": str(store / "artifacts" / run["id"])}
    )
    rows[SqlTag] += [key | {"key": "mlflow.runName", "value": run["id"]}, key | {"key": "sweep", "value": run["sweep"]}]
    rows[SqlParam] += [key | {"key": name, "value": str(value)} for name, value in run["parameters"].items()]
    last = {}
    for name, step, value in metrics_of(run):
        row = key | {"key": name, "step": step, "value": value, "timestamp": time + step, "is_nan": False}
        rows[SqlMetric].append(row)
        last[name] = row
    rows[SqlLatestMetric] += last.values()

with create_engine(uri).begin() as connection:
    for table, written in rows.items():
        connection.execute(insert(table), written)
results.write(json.dumps(experiment))
results.flush()
