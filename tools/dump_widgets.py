"""Write what the installed ipywidgets says about its models: module, version, view and the full default state of each."""

import json
import sys

import ipywidgets
from ipywidgets.widgets.widget import _remove_buffers
from ipywidgets.widgets.widget_link import DirectionalLink, Link

NAMES = """
IntSlider FloatSlider IntRangeSlider FloatRangeSlider FloatLogSlider Dropdown Select SelectMultiple RadioButtons ToggleButtons
Checkbox ToggleButton Valid Button Text Password Textarea IntText FloatText HTML HTMLMath Label ColorPicker Image
IntProgress FloatProgress Play Box HBox VBox GridBox Tab Accordion Stack Output Layout
"""


def instances():
    for name in NAMES.split():
        yield getattr(ipywidgets, name)()
    yield ipywidgets.SelectionSlider(options=["only"])
    a, b = ipywidgets.IntText(), ipywidgets.IntText()
    yield Link((a, "value"), (b, "value"))
    yield DirectionalLink((a, "value"), (b, "value"))


def models():
    found = {}
    todo = list(instances())
    while todo:
        w = todo.pop()
        state, paths, _ = _remove_buffers(w.get_state())
        for path in paths:  # binary values are empty at first
            state[path[0]] = ""
        for key in ("layout", "style"):
            part = getattr(w, key, None)
            if key in state and part is not None:
                state[key] = part._model_name.removesuffix("Model")
                todo.append(part)
        name = w._model_name.removesuffix("Model")
        if name.endswith("Link"):
            state["source"] = state["target"] = []
        if name == "SelectionSlider":
            state["_options_labels"] = []
        found[name] = state
    return found


if __name__ == "__main__":
    json.dump(models(), sys.stdout, indent=1, sort_keys=True)
    print()
