"""Files of ratings, read by the csv module and by numpy: users and items, numbered from 0, and ratings, as arrays; and the ids."""

import array
import csv

import numpy


def by_csv(file, delimiter, header):
    users, items = {}, {}
    rows, columns, ratings = array.array("l"), array.array("l"), array.array("d")
    with open(file, newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter)
        if header:
            next(reader)
        for user, item, rating, *_ in reader:
            rows.append(users.setdefault(user, len(users)))
            columns.append(items.setdefault(item, len(items)))
            ratings.append(float(rating))
    ids = [numpy.array(list(map(int, each))) for each in (users, items)]
    return *ids, numpy.array(rows), numpy.array(columns), numpy.array(ratings)


def by_loadtxt(file, delimiter, header):
    """Without numbering: the ids are their own numbers."""
    table = numpy.loadtxt(file, delimiter=delimiter, skiprows=int(header), usecols=(0, 1, 2))
    rows, columns = table[:, :2].T.astype(int)
    return None, None, rows, columns, table[:, 2]


def by_loadtxt_numbered(file, delimiter, header):
    _, _, users, items, ratings = by_loadtxt(file, delimiter, header)
    user_ids, rows = numpy.unique(users, return_inverse=True)
    item_ids, columns = numpy.unique(items, return_inverse=True)
    return user_ids, item_ids, rows, columns, ratings


METHODS = {"csv": by_csv, "loadtxt": by_loadtxt, "loadtxt-numbered": by_loadtxt_numbered}
