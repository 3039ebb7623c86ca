"""Kernels that talk over sockets in a folder.

A free TCP port that is looked up for a kernel can be taken by another test before the kernel has bound it; then the
kernel ends and its client waits forever. Named on the command line of pytest, this file does the same for nbval.
"""

from __future__ import annotations

import json
import os
from typing import Any
from uuid import uuid4

from jupyter_client.manager import KernelManager

FOLDER = "CMO_TEST_SOCKETS"
"""The environment variable that names the folder; its path is short, for a socket's may have 107 letters."""

KERNEL = "CMO_TEST_KERNEL"
"""The environment variable with the command of another kernel, as JSON; without it the kernel is the usual one."""


def kernel_manager(**options: Any) -> KernelManager:
    """A manager whose kernel has its sockets in the folder."""
    manager = KernelManager(transport="ipc", ip=f"{os.environ[FOLDER]}/{uuid4().hex[:8]}", **options)
    if (command := os.environ.get(KERNEL)) and manager.kernel_spec is not None:
        manager.kernel_spec.argv = json.loads(command)
    return manager


def pytest_configure() -> None:
    """Called by pytest where this file is one of its plugins."""
    import nbval.kernel

    nbval.kernel.KernelManager = kernel_manager
