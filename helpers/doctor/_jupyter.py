"""What Jupyter needs in order to run a notebook and to show an explorer."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from helpers.doctor._finding import ROOT, Finding, install_again, set_variable
from helpers.doctor._packages import locked
from helpers.locale import gettext as _

# JupyterLab's name of each extension that an explorer needs, and the package that brings it.
EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab-widgets",
    "anywidget": "anywidget",
}


def kernel() -> list[Finding]:
    """Find that notebooks would run in another Python than this one."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError:
        return []  # `packages` says so
    put_back = "python -m ipykernel install --sys-prefix"
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        wrong = _("Jupyter does not find the kernel python3, which every notebook asks for.")
        return [Finding(wrong, put_back)]
    if _is_this_python(spec.argv[0]):
        return []
    wrong = _(
        "Notebooks would run in {other} and not in this Python ({python}), because of the "
        "kernel in {folder}."
    ).format(other=spec.argv[0], python=sys.executable, folder=spec.resource_dir)
    return [Finding(wrong, f"{put_back}\n{set_variable('JUPYTER_PREFER_ENV_PATH', '1')}")]


def widget_extensions() -> list[Finding]:
    """Find that JupyterLab would not show the explorers."""
    try:
        from jupyter_core.paths import jupyter_path
        from jupyterlab.commands import get_app_dir
        from jupyterlab_server.config import get_page_config
    except ImportError:
        return []  # `packages` says so
    page = get_page_config(jupyter_path("labextensions"), str(Path(get_app_dir()) / "settings"))
    present = {extension["name"] for extension in page["federated_extensions"]}
    disabled = {name.partition(":")[0] for name in page["disabledExtensions"]}
    return [
        *(_absent(name) for name in EXTENSIONS if name not in present),
        *(_switched_off(name) for name in EXTENSIONS if name in present & disabled),
    ]


def drawing_library() -> list[Finding]:
    """Find that the JavaScript which draws the charts is missing from plotly."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        return []  # `packages` says so
    script = Path(spec.origin).with_name("package_data") / "plotly.min.js"
    if script.is_file() and script.stat().st_size:
        return []
    wrong = _("{file} is missing or empty, so no explorer can draw.").format(file=script)
    return [Finding(wrong, _again("plotly"))]


def _absent(name: str) -> Finding:
    wrong = _("JupyterLab does not find its extension {name}, so no explorer appears.")
    return Finding(wrong.format(name=name), _again(EXTENSIONS[name]))


def _switched_off(name: str) -> Finding:
    wrong = _("JupyterLab's extension {name} is switched off, so no explorer appears.")
    return Finding(wrong.format(name=name), f"python -m jupyter labextension enable {name}")


def _again(package: str) -> str:
    lock = ROOT / "requirements.lock"
    versions = locked(lock.read_text(encoding="utf-8")) if lock.exists() else {}
    pin = f"{package}=={versions[package]}" if package in versions else package
    return install_again(pin)


def _is_this_python(command: str) -> bool:
    major, minor = sys.version_info[:2]
    if command in {"python", f"python{major}", f"python{major}.{minor}"}:
        return True  # Jupyter then starts the Python in which it runs itself
    found = shutil.which(command)
    # The pythons of two environments may be links to one file: their folders differ.
    here = Path(sys.executable).parent.resolve()
    return found is not None and Path(found).parent.resolve() == here
