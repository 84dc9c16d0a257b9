# Run by the Python of Jupyter: says as JSON what Jupyter would find.
import importlib.metadata
import json
import os
import platform
import sys

NAMES = ["jupyterlab", "notebook", "jupyter_server", "jupyter_client", "jupyter_core", "jupyterlab_widgets", "anywidget"]
packages = {}
for name in NAMES:
    try:
        packages[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass

found = {"executable": sys.executable, "version": platform.python_version(), "prefix": sys.prefix, "packages": packages}
try:
    from jupyter_core.paths import jupyter_path, jupyter_runtime_dir

    extensions = []
    for folder in jupyter_path("labextensions"):
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            inside = os.path.join(folder, name)
            extensions += [f"{name}/{n}" for n in os.listdir(inside)] if name.startswith("@") else [name]
    found |= {"kernels": jupyter_path("kernels"), "runtime": jupyter_runtime_dir(), "extensions": extensions}
except ImportError:
    pass
try:
    from jupyter_client.kernelspec import KernelSpecManager

    found["specs"] = KernelSpecManager().find_kernel_specs()
except ImportError:
    pass
json.dump(found, sys.stdout)
