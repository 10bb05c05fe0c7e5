"""Files in libSVM's form, read by scikit-learn: how many numbers, their sum, and the sum of their columns."""

try:
    import sklearn
    from sklearn.datasets import load_svmlight_file
except ImportError:
    sklearn = None


def by_sklearn(file):
    X, y = load_svmlight_file(file)
    return len(X.data), X.data.sum() + y.sum(), X.indices.astype("int64").sum()


METHODS = {"sklearn": by_sklearn} if sklearn else {}


def versions():
    return {"sklearn": sklearn.__version__} if sklearn else {}
