"""Arrays and tables as plain JSON, for `helpers.grading.plain`."""

import base64
import re
from typing import Any

import numpy as np
import pandas as pd

NUMPY_TYPE = re.compile(r"[<>|=][biufcSUmM]\d+(\[\d*\w+\])?")
PANDAS_TYPE = re.compile(
    r"str|string|boolean|object|U?Int\d+|Float\d+|datetime64\[\w+, [\w/+:-]+\]"
)
Packed = Any


def pack_array(packer: Any, array: np.ndarray, depth: int) -> Packed:
    """Return JSON for an array of numbers, texts, times or plain objects."""
    shape = list(array.shape)
    if array.dtype == object:
        return {"objects": packer.all_of(array.ravel().tolist(), depth), "shape": shape}
    if not NUMPY_TYPE.fullmatch(array.dtype.str):
        raise ValueError(array.dtype)
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
    return {"dtype": array.dtype.str, "shape": shape, "data": data}


def to_array(unpacker: Any, packed: Packed) -> np.ndarray:
    """Return the array of what `pack_array` returned."""
    if "objects" in packed:
        array = np.empty(len(packed["objects"]), dtype=object)
        array[:] = unpacker.all_of(packed["objects"])
        return array.reshape(packed["shape"])
    if not NUMPY_TYPE.fullmatch(packed["dtype"]):
        raise ValueError(packed["dtype"])
    flat = np.frombuffer(base64.b64decode(packed["data"]), dtype=packed["dtype"])
    return flat.reshape(packed["shape"]).copy()


def _values(packer: Any, values: Any, depth: int) -> Packed:
    """Pack a column: an array of numpy's or one of pandas' own."""
    if isinstance(values.dtype, np.dtype):
        return {"array": pack_array(packer, np.asarray(values), depth)}
    if isinstance(values.dtype, pd.CategoricalDtype):
        kinds = pack_index(packer, values.categories, depth)
        codes = pack_array(packer, np.asarray(values.codes), depth)
        return {"codes": codes, "categories": kinds, "ordered": bool(values.ordered)}
    if not PANDAS_TYPE.fullmatch(str(values.dtype)):
        raise ValueError(values.dtype)
    return {"dtype": str(values.dtype), "items": packer.all_of(values, depth)}


def _to_values(unpacker: Any, packed: Packed) -> Any:
    if "array" in packed:
        return to_array(unpacker, packed["array"])
    if "codes" in packed:
        codes, kinds = to_array(unpacker, packed["codes"]), packed["categories"]
        return pd.Categorical.from_codes(
            codes, to_index(unpacker, kinds), ordered=packed["ordered"]
        )
    if not PANDAS_TYPE.fullmatch(packed["dtype"]):
        raise ValueError(packed["dtype"])
    return pd.array(unpacker.all_of(packed["items"]), dtype=packed["dtype"])


def pack_index(packer: Any, index: pd.Index, depth: int) -> Packed:
    """Return JSON for an index of any kind that pandas has."""
    names = packer.all_of(index.names, depth)
    if isinstance(index, pd.DatetimeIndex | pd.TimedeltaIndex) and index.freq is not None:
        steps = {"freq": index.freqstr}
        return steps | {"values": _values(packer, _array_of(index), depth), "names": names}
    if isinstance(index, pd.RangeIndex):
        return {"range": [index.start, index.stop, index.step], "names": names}
    if isinstance(index, pd.MultiIndex):
        levels = [index.get_level_values(level) for level in range(index.nlevels)]
        return {"levels": [pack_index(packer, each, depth) for each in levels], "names": names}
    return {"values": _values(packer, _array_of(index), depth), "names": names}


def _array_of(table: pd.Index | pd.Series) -> Any:
    """Return an array of numpy's, or one of pandas' own."""
    return table.to_numpy() if isinstance(table.dtype, np.dtype) else table.array


def to_index(unpacker: Any, packed: Packed) -> pd.Index:
    """Return the index of what `pack_index` returned."""
    names = unpacker.all_of(packed["names"])
    if "range" in packed:
        return pd.RangeIndex(range(*packed["range"]), name=names[0])
    if "levels" in packed:
        levels = [to_index(unpacker, each) for each in packed["levels"]]
        return pd.MultiIndex.from_arrays(levels, names=names)
    index = pd.Index(_to_values(unpacker, packed["values"]), name=names[0])
    if "freq" in packed:
        index.freq = packed["freq"]
    return index


def pack_series(packer: Any, series: pd.Series, depth: int) -> Packed:
    """Return JSON for a column with its index, name and attributes."""
    values = _values(packer, _array_of(series), depth)
    told = {"name": packer.pack(series.name, depth), "attrs": packer.pack(series.attrs, depth)}
    return {"values": values, "index": pack_index(packer, series.index, depth)} | told


def to_series(unpacker: Any, packed: Packed) -> pd.Series:
    """Return the column of what `pack_series` returned."""
    index, name = to_index(unpacker, packed["index"]), unpacker.unpack(packed["name"])
    series = pd.Series(_to_values(unpacker, packed["values"]), index=index, name=name)
    series.attrs = unpacker.unpack(packed["attrs"])
    return series


def pack_frame(packer: Any, frame: pd.DataFrame, depth: int) -> Packed:
    """Return JSON for a table, column by column."""
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    return {
        "index": pack_index(packer, frame.index, depth),
        "columns": pack_index(packer, frame.columns, depth),
        "values": [_values(packer, _array_of(column), depth) for column in columns],
        "attrs": packer.pack(frame.attrs, depth),
    }


def to_frame(unpacker: Any, packed: Packed) -> pd.DataFrame:
    """Return the table of what `pack_frame` returned."""
    index, columns = (to_index(unpacker, packed[name]) for name in ("index", "columns"))
    values = [_to_values(unpacker, each) for each in packed["values"]]
    frame = pd.DataFrame(dict(enumerate(values)), index=index)
    frame.columns = columns
    frame.attrs = unpacker.unpack(packed["attrs"])
    return frame
