"""Widgets through a real Jupyter client that plays the front end."""

import json
import pathlib
import time
import unittest
import uuid

import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import dump_widgets

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 60
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


class Front:
    """A front end that knows the models of widgets."""

    def __init__(self):
        self.km, self.kc = start_new_kernel(kernel_name="wade")
        self.models = {}

    def close(self):
        self.kc.stop_channels()
        self.km.shutdown_kernel(now=True)

    def next(self):
        msg = self.kc.get_iopub_msg(timeout=TIMEOUT)
        content, kind = msg["content"], msg["msg_type"]
        if kind == "comm_open":
            self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif kind == "comm_msg" and content["data"].get("method") == "update" and content["comm_id"] in self.models:
            self.models[content["comm_id"]].update(content["data"]["state"])
        elif kind == "comm_close":
            self.models.pop(content["comm_id"], None)
        return msg

    def until_idle(self, request):
        """What was published for a request."""
        out = []
        while True:
            msg = self.next()
            if msg["parent_header"].get("msg_id") != request:
                continue
            if msg["msg_type"] == "status":
                if msg["content"]["execution_state"] == "idle":
                    return out
                continue
            out.append(msg)

    def until(self, want):
        """Reads messages until want accepts one."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            if want(self.next()):
                return
        raise AssertionError("it did not come")

    def run(self, code):
        out = self.until_idle(self.kc.execute(code))
        errors = [m["content"] for m in out if m["msg_type"] == "error"]
        if errors:
            raise AssertionError(errors[0]["traceback"])
        return out

    def send(self, kind, content, metadata=None, buffers=None, subshell=None):
        msg = self.kc.session.msg(kind, content, metadata=metadata)
        if buffers:
            msg["buffers"] = buffers
        if subshell:
            msg["header"]["subshell_id"] = subshell
        self.kc.shell_channel.send(msg)
        return msg["header"]["msg_id"]

    def say(self, comm, data, **kwargs):
        return self.send("comm_msg", {"comm_id": comm, "data": data}, **kwargs)

    def move(self, comm, **state):
        return self.until_idle(self.say(comm, {"method": "update", "state": state, "buffer_paths": []}))

    def find(self, name):
        found = [k for k, v in self.models.items() if v.get("_model_name") == name + "Model"]
        if not found:
            raise AssertionError(f"no {name}")
        return found[-1]


class Widgets(unittest.TestCase):
    def setUp(self):
        self.front = Front()
        self.addCleanup(self.front.close)

    def test_a_slider_moves_what_is_shown(self):
        f = self.front
        shown = f.run(
            'import ("fmt"; "wade/sdk/widget")\n'
            's := widget.NewFloatSlider("gate", 0, 2, 1)\n'
            'widget.Interact(func(g float64) string { return fmt.Sprintf("gate at %.2f", g) }, s)'
        )
        view = shown[-1]["content"]["data"]
        self.assertEqual(f.find("VBox"), view[VIEW]["model_id"])
        self.assertIn("gate at 1.00", view["text/plain"])
        self.assertIn("gate at 1.00", view["text/html"])
        slider, output = f.find("FloatSlider"), f.find("Output")
        said = f.move(slider, value=0.25)
        self.assertEqual(
            [{"method": "echo_update", "state": {"value": 0.25}, "buffer_paths": []}],
            [m["content"]["data"] for m in said if m["content"].get("comm_id") == slider],
        )
        while "gate at 0.25" not in json.dumps(f.models[output]["outputs"]):
            f.next()

    def test_a_page_that_is_loaded_again(self):
        f = self.front
        f.run('import ("image"; "wade/sdk/widget")\np := widget.NewImage(image.NewGray(image.Rect(0, 0, 4, 4)))\nwidget.VBox(p, widget.NewText("name", "Ada"))')
        known = {k for k, v in f.models.items()}
        control = uuid.uuid4().hex
        f.until_idle(f.send("comm_open", {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}}, metadata={"version": "1.0.0"}))
        (answer,) = f.until_idle(f.say(control, {"method": "request_states"}))
        data = answer["content"]["data"]
        self.assertEqual("update_states", data["method"])
        self.assertEqual(known, set(data["states"]))
        self.assertEqual([[f.find("Image"), "state", "value"]], data["buffer_paths"])
        self.assertTrue(bytes(answer["buffers"][0]).startswith(b"\x89PNG"))
        self.assertEqual("Ada", data["states"][f.find("Text")]["state"]["value"])
        self.assertEqual({"model_name", "model_module", "model_module_version", "state"}, set(data["states"][f.find("Text")]))
        info = f.kc.comm_info(target_name="jupyter.widget", reply=True, timeout=TIMEOUT)["content"]
        self.assertEqual(known, set(info["comms"]))
        (full,) = f.until_idle(f.say(f.find("Text"), {"method": "request_state"}))
        self.assertEqual("update", full["content"]["data"]["method"])
        self.assertEqual("Ada", full["content"]["data"]["state"]["value"])

    def test_a_button_during_a_long_cell(self):
        f = self.front
        f.run(
            'import ("sync/atomic"; "wade/sdk/widget")\nvar stop atomic.Bool\n'
            'b := widget.NewButton("stop")\nb.OnClick(func() { stop.Store(true) })\nb'
        )
        msg = f.kc.session.msg("create_subshell_request", {})
        f.kc.control_channel.send(msg)
        subshell = f.kc.get_control_msg(timeout=TIMEOUT)["content"]["subshell_id"]
        cell = f.kc.execute('for !stop.Load() { }\n"stopped"')
        f.until(lambda msg: msg["msg_type"] == "execute_input")
        f.say(f.find("Button"), {"method": "custom", "content": {"event": "click"}}, subshell=subshell)
        out = f.until_idle(cell)
        self.assertIn("stopped", out[-1]["content"]["data"]["text/plain"])

    def test_a_failing_callback_is_told_and_the_next_works(self):
        f = self.front
        f.run(
            'import ("fmt"; "wade/sdk/widget")\nn := widget.NewIntSlider("n", 0, 9, 1)\n'
            'n.OnChange(func(v int) { fmt.Println("at", 12/(v-3)) })\nn'
        )
        printed = []

        def told(text):
            def look(msg):
                if msg["msg_type"] == "stream":
                    printed.append(msg["content"]["text"])
                return text in "".join(printed)

            f.until(look)

        f.say(f.find("IntSlider"), {"method": "update", "state": {"value": 3}, "buffer_paths": []})
        told("divide by zero")
        f.say(f.find("IntSlider"), {"method": "update", "state": {"value": 5}, "buffer_paths": []})
        told("at 6")


class Saved(unittest.TestCase):
    def test_models_are_those_of_the_package(self):
        path = ROOT / "sdk" / "widget" / "testdata" / "ipywidgets.json"
        self.assertEqual(json.loads(path.read_text()), json.loads(json.dumps(dump_widgets.models())), "run tools/dump_widgets.py again, and follow")

    def test_state_is_saved_with_a_notebook(self):
        code = 'import "wade/sdk/widget"\nwidget.VBox(widget.NewIntSlider("n", 0, 9, 4), widget.NewHTML("<b>bold</b>"))'
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        NotebookClient(notebook, kernel_name="wade", timeout=TIMEOUT).execute()
        nbformat.validate(notebook)
        data = notebook.cells[0].outputs[0].data
        state = notebook.metadata.widgets[STATE]["state"]
        names = sorted(m["model_name"] for m in state.values())
        self.assertEqual(
            ["DescriptionStyleModel", "HTMLModel", "IntSliderModel", "LayoutModel", "LayoutModel", "LayoutModel", "SliderStyleModel", "VBoxModel"], names
        )
        self.assertIn(data[VIEW]["model_id"], state)
        page, _ = HTMLExporter().from_notebook_node(notebook)
        self.assertIn(data[VIEW]["model_id"], page)
        # Where the state is lost, what is shown is the page without scripts.
        del notebook.metadata["widgets"]
        page, _ = HTMLExporter().from_notebook_node(notebook)
        self.assertIn("<b>bold</b>", page)
        self.assertIn("n: ─────────●─────────── 4", page)


if __name__ == "__main__":
    unittest.main()
