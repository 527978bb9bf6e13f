"""Records Optuna's parameter importance for the table in optuna-importance.json, into the same file. Takes minutes.

pip install optuna==5.0.0 scikit-learn==1.9.1
python record-optuna-importance.py

The table holds the 126 runs of a random search (14 shapes, 4 activations, learning rates over almost three decades) that ended and were better
than the mean sample. Values are validation costs per sample.
"""

import json
import math
import pathlib
import time

import optuna
import sklearn

path = pathlib.Path(__file__).parent / "optuna-importance.json"
record = json.loads(path.read_text())
rows = record["runs"]
names = [name for name in rows[0] if name not in ("cost", "parameterCount")]


def distribution(values):
    if not all(isinstance(value, (int, float)) for value in values):
        return optuna.distributions.CategoricalDistribution(sorted(set(values)))
    low, high = min(values), max(values)
    return optuna.distributions.FloatDistribution(low, high, log=low > 0 and high >= 10 * low)


optuna.logging.set_verbosity(optuna.logging.WARNING)
distributions = {name: distribution([row[name] for row in rows]) for name in names}
study = optuna.create_study()
for row in rows:
    params = {name: row[name] for name in names}
    study.add_trial(optuna.trial.create_trial(params=params, distributions=distributions, value=math.log(row["cost"])))
began = time.process_time()
evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
shares = optuna.importance.get_param_importances(study, evaluator=evaluator, normalize=False)
record["optuna"] = {
    "version": optuna.__version__,
    "scikitLearn": sklearn.__version__,
    "processSeconds": round(time.process_time() - began, 1),
    "shares": {name: round(float(share), 4) for name, share in shares.items()},
}
path.write_text(json.dumps(record, indent=1) + "\n")
