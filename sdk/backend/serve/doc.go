// Package serve turns a backend into a plugin. A plugin's main function calls [Main] and nothing else; build it as
// wade-backend-<name> and put it next to wade or into a folder of WADE_PLUGIN_PATH. `wade doctor` shows whether it is found
// and what it says of itself.
package serve
