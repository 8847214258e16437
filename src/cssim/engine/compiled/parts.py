"""How a function is compiled that only other compiled functions call: up to what they need, and no further.

Numba makes machine code of every function it meets, and optimizes it on the way, though all that is ever run is what
Python enters by. Six hundred functions took minutes that way. A part is lowered and linked, and left at that.
"""

from __future__ import annotations

from typing import Any

from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering


@register_pass(mutates_CFG=True, analysis_only=False)  # type: ignore[no-untyped-call]
class PartLowering(NativeLowering):
    """Lowers a function for others to take in; no machine code is made of it alone."""

    _name = "part_lowering"

    def run_pass(self, state: Any) -> bool:  # noqa: D102
        library = state.library = state.targetctx.codegen().create_library(state.func_id.func_qualname)
        library.enable_object_caching()
        library._optimize_final_module = _nothing
        library._finalize_final_module = lambda: _finished(library)
        state.flags.no_compile = True
        super().run_pass(state)  # type: ignore[no-untyped-call]
        lowered = state["cr"]
        # stands for the function where callers look for it; nobody calls it
        name, module = lowered.fndesc.qualname, lowered.fndesc.lookup_module()
        entry = _dynfunc.make_function(module, name, "a part", 0, lowered.env, (library,))
        state.targetctx.insert_user_function(entry, lowered.fndesc, [library])
        state["cr"] = lowered._replace(cfunc=entry)
        return True


class PartCompiler(CompilerBase):
    """Compiles parts."""

    def define_pipelines(self) -> list[Any]:  # noqa: D102
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state, "part")  # type: ignore[no-untyped-call]
        passes.passes = [
            (PartLowering, "part lowering") if one is NativeLowering else (one, about) for one, about in passes.passes
        ]
        passes.finalize()
        return [passes]


def _nothing() -> None:
    """Optimize nothing: who takes a part in optimizes it with the rest."""


def _finished(library: Any) -> None:
    library._finalize_dynamic_globals()
    library._finalized = True
