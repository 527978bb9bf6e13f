"""Writes many experiments of a few runs directly to MLflow's SQLite store; prints the two newest and a run of each.

Arguments: number of experiments, runs per experiment, folder of the store.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
results = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import mlflow
from mlflow.store.tracking.dbmodels.models import SqlExperiment, SqlLatestMetric, SqlMetric, SqlParam, SqlRun, SqlTag
from sqlalchemy import create_engine, insert

experiments, runs, store = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).resolve()
uri = f"sqlite:///{store / 'mlflow.db'}"
mlflow.set_tracking_uri(uri)
first = int(mlflow.create_experiment("first", artifact_location=str(store / "artifacts")))
start = int(time.time() * 1000) - experiments * 1000

rows = {table: [] for table in (SqlExperiment, SqlRun, SqlParam, SqlTag, SqlMetric, SqlLatestMetric)}
for number in range(1, experiments + 1):
    experiment, now = first + number, start + number * 1000
    rows[SqlExperiment].append(
        {"experiment_id": experiment, "name": f"Generated {number:05}", "artifact_location": str(store / "artifacts" / str(experiment))}
        | {"lifecycle_stage": "active", "creation_time": now, "last_update_time": now}
    )
    for index in range(runs):
        key = {"run_uuid": f"{experiment:016x}{index:016x}"}
        rows[SqlRun].append(
            key
            | {"name": f"run {index}", "experiment_id": experiment, "source_type": "LOCAL", "user_id": "bench"}
            | {"lifecycle_stage": "active", "status": "FINISHED", "start_time": now, "end_time": now + 500}
            | {"artifact_uri": str(store / "artifacts" / str(experiment) / str(index))}
        )
        rows[SqlTag].append(key | {"key": "mlflow.runName", "value": f"run {index}"})
        rows[SqlParam] += [key | {"key": name, "value": value} for name, value in (("learningRate", "0.001"), ("seed", str(index)))]
        metric = key | {"key": "validation", "step": 1, "value": 20.0 + index / 100, "timestamp": now, "is_nan": False}
        rows[SqlMetric].append(metric)
        rows[SqlLatestMetric].append(metric)

with create_engine(uri).begin() as connection:
    for table, written in rows.items():
        connection.execute(insert(table), written)
newest = [first + experiments, first + experiments - 1]
results.write(json.dumps([{"experiment": str(experiment), "run": f"{experiment:016x}{0:016x}"} for experiment in newest]))
results.flush()
