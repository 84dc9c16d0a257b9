"""The kernel under the test suite of the Jupyter project, over real sockets.

Run by `make test`, which installs the kernel into the environment first.
"""

import unittest

import jupyter_kernel_test as jkt

KERNEL = "wade"


class Conformance(jkt.KernelTests):
    kernel_name = KERNEL
    language_name = "go"
    file_extension = ".go"

    code_hello_world = 'import "fmt"\nfmt.Println("hello, world")'
    code_stderr = 'import ("fmt"; "os")\nfmt.Fprintln(os.Stderr, "to the log")'
    code_generate_error = 'panic("on purpose")'

    completion_samples = [
        {"text": 'import "strings"\nstrings.HasPre', "matches": {"HasPrefix"}},
        {"text": "fal", "matches": {"fallthrough", "false"}},
    ]
    complete_code_samples = ["1 + 1", "x := []int{\n\t1,\n}", "func f() int { return 1 }", "type T struct{ a int }"]
    incomplete_code_samples = ["func f() int {", "x := []int{", "s := `raw", "1 +"]
    invalid_code_samples = ["func )", "x := ]", 'import "fmt" func )(']

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"'},
        {"code": "[]int{1, 2, 3}"},
    ]
    code_display_data = [
        {"code": 'import "wade/sdk/display"\ndisplay.Show(display.HTML("<b>bold</b>"))\nvar _ = 1', "mime": "text/html"},
        {"code": 'import "wade/sdk/display"\ndisplay.Show(display.Markdown("*slanted*"))\nvar _ = 1', "mime": "text/markdown"},
    ]
    code_clear_output = 'import "wade/sdk/display"\ndisplay.Clear(false)'
    code_inspect_sample = "len"
    code_page_something = "%help"
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


del jkt  # its classes would be found as tests of this module

if __name__ == "__main__":
    unittest.main()
