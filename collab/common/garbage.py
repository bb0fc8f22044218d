"""How a process that serves looks for garbage: what was loaded at its start stays, so nobody walks it again."""

import gc

OFTEN, SELDOM, HARDLY_EVER = 10_000, 20, 100


def settle() -> None:
    """Take what there is now as permanent. Call once, when everything is loaded.

    A full collection walks every module, model and route, for a quarter of a second in which nobody is served;
    without them it walks what requests and sockets hold. See https://docs.python.org/3/library/gc.html#gc.freeze.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN, SELDOM, HARDLY_EVER)
