# The data of factorization-machines that readers may try in its lab, and the splits that its tests share with scikit-learn:
#
#   apt-get install python3-sklearn r-cran-palmerpenguins      (any way of getting the two packages will do)
#   python3 tools/sklearn-data.py
#
# writes into src/components/factorization-machines/own-data/data/, the target as the last column of each:
#   breast-cancer.csv  569 x 30, diagnosis: malignant or benign             scikit-learn's load_breast_cancer
#   digits.csv         1,797 x 64, zero: yes for a 0, no for 1 to 9          scikit-learn's load_digits
#   diabetes.csv       442 x 10, progression: as measured, not scaled        scikit-learn's load_diabetes(scaled=False)
#   penguins.csv       344 x 7, sex: male, female, or NA where not known     palmerpenguins' penguins.csv; only the order of columns differs
# and into tests/fixtures/factorization-machines/splits.json the rows that train_test_split holds out by the seed 0.
# scikit-learn 1.2.1 and palmerpenguins 0.1.1 made the files that are kept; PENGUINS names the CSV file of another installation.

import csv
import json
import os
from pathlib import Path

from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.model_selection import train_test_split

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/components/factorization-machines/own-data/data"
FIXTURES = ROOT / "tests/fixtures/factorization-machines"
PENGUINS = os.environ.get("PENGUINS", "/usr/lib/R/site-library/palmerpenguins/extdata/penguins.csv")


def text(number):
    """The shortest decimal that reads as the same number."""
    return repr(int(number)) if number == int(number) else repr(float(number))


def write(name, header, rows):
    DATA.mkdir(parents=True, exist_ok=True)
    lines = [",".join(header)] + [",".join(row) for row in rows]
    (DATA / name).write_text("\n".join(lines) + "\n", newline="\n")
    print(f"{name}: {len(rows)} rows, {len(header)} columns")


def table(name, data, features, target, values):
    write(name, [*features, target], [[*map(text, row), value] for row, value in zip(data, values)])


cancer = load_breast_cancer()
table("breast-cancer.csv", cancer.data, cancer.feature_names, "diagnosis", cancer.target_names[cancer.target])

digits = load_digits()
table("digits.csv", digits.data, digits.feature_names, "zero", ["yes" if d == 0 else "no" for d in digits.target])

# What scikit-learn calls s1 to s6 bears the names that its description gives.
serum = ["tc", "ldl", "hdl", "tch", "ltg", "glu"]
diabetes = load_diabetes(scaled=False)
names = [*diabetes.feature_names[:4], *serum]
table("diabetes.csv", diabetes.data, names, "progression", map(text, diabetes.target))

with open(PENGUINS, newline="") as file:
    rows = list(csv.DictReader(file))
columns = ["species", "island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "year", "sex"]
write("penguins.csv", columns, [[row[column] for column in columns] for row in rows])

held = {
    name: sorted(train_test_split(range(count), test_size=share, random_state=0)[1])
    for name, count, share in [
        ("breast-cancer", len(cancer.target), 0.2),
        ("digits", len(digits.target), 0.5),
        ("diabetes", len(diabetes.target), 0.5),
    ]
}
FIXTURES.mkdir(parents=True, exist_ok=True)
listed = ",\n".join(f'  "{name}": {json.dumps(rows)}' for name, rows in held.items())
(FIXTURES / "splits.json").write_text(f"{{\n{listed}\n}}\n", newline="\n")
