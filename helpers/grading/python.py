"""What code imports and binds, read from its text."""

import ast


def imports(sources: list[str]) -> list[str]:
    """Return the modules that cells import, wherever in them.

    Examples
    --------
    >>> imports(["import math", "def f():\\n    from os import path"])
    ['math', 'os', 'os.path']
    """
    nodes = [node for source in sources for node in ast.walk(parsed(source))]
    plain = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    of = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    named = [f"{node.module}.{each.name}" for node in of for each in node.names]
    return sorted({*plain, *(str(node.module) for node in of), *named})


def parsed(source: str) -> ast.Module:
    """Return the code's tree; an empty one for what is no plain Python, such as magics."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def bound(tree: ast.AST) -> set[str]:
    """Return the names that code binds, those of its functions' insides left out.

    Examples
    --------
    >>> sorted(bound(ast.parse("import numpy as np; a, b = 1, 2")))
    ['a', 'b', 'np']
    """
    found: set[str] = set()
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(child.name)
        elif isinstance(child, ast.alias):
            found.add((child.asname or child.name).split(".")[0])
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif not isinstance(child, ast.Lambda):
            found |= bound(child)
    return found
