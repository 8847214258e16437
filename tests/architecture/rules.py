"""Rules that hold for the text of the source, as functions from a parsed file to the lines that break them.

Each rule takes a module's tree and yields ``(line, what is wrong)``. They know nothing of where files are;
``test_rules.py`` says which rule holds for which floor, and puts every rule to the test on offending lines.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Breach = tuple[int, str]
Rule = Callable[[ast.Module], Iterator[Breach]]

ALLOWED_MATH = {"exp", "exp2", "log", "log1p", "expm1", "sqrt", "floor", "ceil", "tanh", "erf"}
EXACT_MATH = {"pi", "e", "inf", "nan", "isnan", "isinf", "isfinite"}
"""Constants and predicates: they compute nothing that two engines could round differently."""
NOT_PLAIN = {"sum", "round", "pow", "divmod"}
NUMERIC_LIBRARIES = {
    *(
        "numpy",
        "scipy",
        "pandas",
        "numba",
        "statistics",
        "cmath",
        "decimal",
        "fractions",
        "operator",
        "random",
    )
}
COMPUTING_LIBRARIES = NUMERIC_LIBRARIES - {"numpy", "operator"} | {"math"}
"""What rows and stories may not import; NumPy may hold a table there, its sums are refused by name."""
ADDS_UP = {"sum", "nansum", "cumsum", "prod", "dot", "__pow__"}
DESIGNS = {
    *("assigned", "pooled", "pod", "pods", "hybrid", "quota", "blend", "staged"),
    *("controller", "controllers", "generalist", "generalists", "expert", "experts"),
}
"""Words that a scenario calls its designs by: of coverage, incentives and expertise."""
BIT_OPERATORS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)
SIMPY_BANNED = {
    *("interrupt", "Interrupt", "AnyOf", "AllOf", "any_of", "all_of"),
    *(
        "Resource",
        "PriorityResource",
        "PreemptiveResource",
        "Store",
        "FilterStore",
        "PriorityStore",
        "Container",
    ),
}
WALL_CLOCKS = {
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
}
TIMERS = {
    *("time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns"),
    *("time.process_time", "time.process_time_ns"),
}
ENTROPY = {"os.urandom", "os.getrandom", "numpy.random", "np.random"}
ENTROPY_MODULES = {"random", "secrets", "uuid"}


def parse(source: str) -> ast.Module:
    """Parse a module and note every node's parent."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return tree


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` for a chain of names, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (start := dotted(node.value)):
        return f"{start}.{node.attr}"
    return ""


def imports(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Yield line, module and name (empty for ``import module``) of every import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, "." * node.level + (node.module or ""), alias.name


def operators(tree: ast.Module) -> Iterator[tuple[int, ast.operator, ast.AST]]:
    """Yield line, operator and node of every binary and in-place operation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign):
            yield node.lineno, node.op, node


def is_of_types(node: ast.AST) -> bool:
    """Say whether an operation joins types (``int | None``) or flags' classes rather than numbers."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)):
        return False
    return all(is_type(side) or is_of_types(side) for side in (node.left, node.right))


def is_type(node: ast.expr) -> bool:
    """Say whether an expression names a type: a class, a built-in type, None, a string."""
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, str)
    if isinstance(node, ast.Subscript):
        return is_type(node.value)
    last = dotted(node).rpartition(".")[2]
    return last in {"int", "float", "str", "bool", "bytes", "tuple", "list", "dict", "set"} or last[:1].isupper()


def in_annotations(tree: ast.Module) -> set[ast.AST]:
    """Return every node that stands in an annotation, where ``|`` joins types."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            annotation = getattr(node, field, None)
            if isinstance(annotation, ast.AST):
                found.update(ast.walk(annotation))
    return found


def plain_arithmetic(tree: ast.Module) -> Iterator[Breach]:
    """P2, formulas: only operators and functions that give the same bits in two engines."""
    yield from unplain_calls(tree)
    for line, operator, node in operators(tree):
        if isinstance(operator, ast.Pow) and not is_written_number(node):
            yield line, "** is not plain arithmetic; write the product, or math.exp2"
        elif isinstance(operator, ast.MatMult):
            yield line, "@ is not plain arithmetic"


def is_written_number(node: ast.AST) -> bool:
    """Say whether a power is a number in another spelling (``2.0**-53``): the compiler computes it, once."""
    if not isinstance(node, ast.BinOp):
        return False
    right = node.right.operand if isinstance(node.right, ast.UnaryOp) else node.right
    return isinstance(node.left, ast.Constant) and isinstance(right, ast.Constant)


def unplain_calls(tree: ast.Module) -> Iterator[Breach]:
    """P2: no function, in whatever spelling, beyond the list."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NOT_PLAIN:
            yield node.lineno, f"{node.func.id}() is not plain arithmetic"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "math":
            if node.attr not in ALLOWED_MATH | EXACT_MATH:
                yield node.lineno, f"math.{node.attr} is not in the list of plain functions"
        elif isinstance(node, ast.Attribute) and node.attr in ADDS_UP:
            yield node.lineno, f".{node.attr} adds up in an order of its own"
    for line, module, name in imports(tree):
        if module == "math" and name and name not in ALLOWED_MATH | EXACT_MATH:
            yield line, f"math.{name} is not in the list of plain functions"


def no_numeric_library(tree: ast.Module) -> Iterator[Breach]:
    """P2: formulas need no library."""
    for line, module, _ in imports(tree):
        if module.split(".")[0] in NUMERIC_LIBRARIES:
            yield line, f"{module} has no place in plain arithmetic"


def no_bit_operators(tree: ast.Module) -> Iterator[Breach]:
    """Bits are mixed and packed in the files named for it, and nowhere else."""
    annotations = in_annotations(tree)
    for line, operator, node in operators(tree):
        if isinstance(operator, BIT_OPERATORS) and not is_of_types(node) and node not in annotations:
            yield line, "an operation on bits outside the files that pack and mix"
    for node in ast.walk(tree):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            yield node.lineno, "an operation on bits outside the files that pack and mix"


def adding_only(tree: ast.Module) -> Iterator[Breach]:
    """P2, stories and rows: adding times, counting and comparing; what computes is a formula's business."""
    banned = (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
    for line, operator, node in operators(tree):
        if isinstance(operator, banned) and not repeats_or_prints(node):
            yield line, f"{type(operator).__name__} computes; that belongs to dynamics or sampling"
    for line, module, _ in imports(tree):
        if module.split(".")[0] in COMPUTING_LIBRARIES:
            yield line, f"{module} computes; that belongs to dynamics or sampling"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NOT_PLAIN:
            yield node.lineno, f"{node.func.id}() computes; write the loop, or a formula in dynamics"
        elif isinstance(node, ast.Attribute) and node.attr in ADDS_UP:
            yield node.lineno, f".{node.attr} adds up in an order of its own"


def repeats_or_prints(node: ast.AST) -> bool:
    """Say whether an operation repeats a list (``[0] * n``) or fills in a text (``"%d" % n``)."""
    if not isinstance(node, ast.BinOp):
        return False
    lists = isinstance(node.op, ast.Mult) and any(
        isinstance(side, ast.List | ast.Tuple | ast.ListComp) for side in (node.left, node.right)
    )
    texts = any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (node.left, node.right))
    return lists or texts


def no_cancelling(tree: ast.Module) -> Iterator[Breach]:
    """P8: nothing is interrupted, raced or queued by the kernel."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in SIMPY_BANNED:
            yield node.lineno, f".{node.attr}: service and vacancy carry an epoch instead"
        elif isinstance(node, ast.Name) and node.id in SIMPY_BANNED:
            yield node.lineno, f"{node.id}: service and vacancy carry an epoch instead"
    for line, module, name in imports(tree):
        if name in SIMPY_BANNED or module.startswith("simpy.resources"):
            yield line, f"{module} {name}: the desk is the one queue in the house"


def reads_the_plan_only(tree: ast.Module) -> Iterator[Breach]:
    """P1: below the plan there is no part, no policy and no validation."""
    above = ("cssim.scenario", "cssim.policies", "cssim.part", "pydantic", "pydantic_core")
    for line, module, name in imports(tree):
        for banned in above:
            if module == banned or module.startswith(f"{banned}.") or f"{module}.{name}" == banned:
                yield line, f"imports {banned}; below the plan there are only numbers"


def no_word_compared(tree: ast.Module) -> Iterator[Breach]:
    """Names of models, policies and roles end their life in the plan: below it no text decides anything."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(holds_text(side) for side in sides) and not any(dotted(s) == "__name__" for s in sides):
                yield node.lineno, "compares with a text; the plan has a number for it"
        elif isinstance(node, ast.MatchValue) and holds_text(node.value):
            yield node.value.lineno, "matches a text; the plan has a number for it"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in {"startswith", "endswith", "removeprefix", "removesuffix", "split"}:
                yield node.lineno, f".{node.func.attr}() takes a text apart; the plan has a number for it"


def no_design_by_name(tree: ast.Module) -> Iterator[Breach]:
    """No name below the plan is that of a design, a coverage model or a policy: nothing can be done because of it."""
    for node in ast.walk(tree):
        for name in names_in(node):
            if found := DESIGNS & set(name.lower().split("_")):
                yield getattr(node, "lineno", 1), f"is called {name}, after a design ({', '.join(sorted(found))})"


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield what a node names: a value, an attribute, a parameter, a function, a class, something imported."""
    for field in ("id", "attr", "arg", "name"):
        name = getattr(node, field, None)
        if isinstance(name, str):
            yield name


def holds_text(node: ast.expr) -> bool:
    """Say whether an expression is a text, or a written collection that holds one."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(holds_text(item) for item in node.elts)
    if isinstance(node, ast.Dict):
        return any(key is not None and holds_text(key) for key in node.keys)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def no_entropy(tree: ast.Module) -> Iterator[Breach]:
    """Chance has an address: no generator, no entropy, no hash that differs between processes."""
    for line, module, name in imports(tree):
        if module.split(".")[0] in ENTROPY_MODULES or f"{module}.{name}" in ENTROPY or module in ENTROPY:
            yield line, f"imports {module} {name}".rstrip() + "; draws come from addresses"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node) in ENTROPY:
            yield node.lineno, f"{dotted(node)}; draws come from addresses"
        elif isinstance(node, ast.Call) and dotted(node.func) == "hash" and not inside(node, "__hash__"):
            yield node.lineno, "hash() differs from process to process; use hashlib"


def inside(node: ast.AST, function: str) -> bool:
    """Say whether a node stands in a function of that name."""
    above: ast.AST | None = node
    while above is not None and not (isinstance(above, ast.FunctionDef) and above.name == function):
        above = getattr(above, "parent", None)
    return above is not None


def clock_rule(names: set[str], why: str) -> Rule:
    """Make the rule that a set of clock readings does not occur."""

    def rule(tree: ast.Module) -> Iterator[Breach]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                full = dotted(node)
                if any(full == name or full.endswith(f".{name}") for name in names):
                    yield node.lineno, f"{full}: {why}"
        for line, module, name in imports(tree):
            if f"{module}.{name}" in names:
                yield line, f"{module}.{name}: {why}"

    return rule


no_wall_clock = clock_rule(WALL_CLOCKS, "results are the same bytes whenever they are made")
no_timer = clock_rule(TIMERS, "only progress may look at a timer")


def no_walk_over_a_set(tree: ast.Module) -> Iterator[Breach]:
    """P9: the order of a set is not written anywhere; loops run over keys in order."""
    for node in ast.walk(tree):
        walked = node.iter if isinstance(node, ast.For | ast.comprehension) else None
        if isinstance(walked, ast.Set | ast.SetComp) or (
            isinstance(walked, ast.Call) and dotted(walked.func) in {"set", "frozenset"}
        ):
            yield walked.lineno, "walks over a set; iterate by key"


def short_functions(tree: ast.Module, most: int = 60) -> Iterator[Breach]:
    """Sizes: a function is read in one look, its docstring aside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0]
            is_docstring = ast.get_docstring(node, clean=False) is not None
            docstring = (told.end_lineno or 0) - told.lineno + 1 if is_docstring else 0
            lines = (node.end_lineno or 0) - node.lineno + 1 - docstring
            if lines > most:
                yield node.lineno, f"{node.name} has {lines} lines; at most {most}"
